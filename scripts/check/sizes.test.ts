import { expect, test } from 'vitest';
import { maxLines, measureSizes } from './sizes';

const file = (path: string, lines: number) => ({ path, text: 'x\n'.repeat(lines) });

test('the median, the ninetieth percentile and what is too long are reported', () => {
  const files = Array.from({ length: 10 }, (_, index) => file(`f${index}.ts`, (index + 1) * 10));
  expect(measureSizes(files)).toEqual({ files: 10, median: 50, ninetieth: 90, tooLong: [] });
  expect(measureSizes([...files, file('long.ts', maxLines + 1)]).tooLong).toEqual(['long.ts: 501 lines']);
});

test('a last line without an end counts, an empty file has none', () => {
  expect(measureSizes([{ path: 'a.ts', text: 'x\ny' }]).median).toBe(2);
  expect(measureSizes([{ path: 'a.ts', text: '' }]).median).toBe(0);
});
