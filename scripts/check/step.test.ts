import { expect, test } from 'vitest';
import { CheckFailure, formatResult, runSteps } from './step';

test('one step that fails, or breaks, does not keep the others from running', async () => {
  const seen: string[] = [];
  const results = await runSteps(
    [
      { name: 'fails', run: () => Promise.reject(new CheckFailure(['line 1', 'line 2'])) },
      { name: 'breaks', run: () => Promise.reject(new TypeError('a bug')) },
      { name: 'passes', run: async () => 'a remark' },
    ],
    2,
    ({ name }) => seen.push(name),
  );
  expect(seen.sort()).toEqual(['breaks', 'fails', 'passes']);
  expect(results.filter(({ ok }) => ok).map(({ name }) => name)).toEqual(['passes']);
  expect(results.find(({ name }) => name === 'breaks')?.text).toContain('a bug');
});

test('a result is one line, with the problems below', () => {
  expect(formatResult({ name: 'types', ok: true, milliseconds: 1234, text: 'all' })).toBe(
    '  ok       1.2 s  types (all)',
  );
  expect(formatResult({ name: 'types', ok: false, milliseconds: 50, text: 'a\nb\n' })).toBe(
    '  FAILED   0.1 s  types\n      a\n      b',
  );
});
