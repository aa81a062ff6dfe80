import { expect, it } from 'vitest';
import { sectionsOf } from './value-sections';

it('takes texts and facts out of an object, and leaves the rest as data', () => {
  expect(sectionsOf({ kind: 'bug', fix: 'line\nline', count: 2, none: null, list: [1] })).toEqual({
    facts: [
      { key: 'kind', text: 'bug' },
      { key: 'count', text: '2' },
      { key: 'none', text: '—' },
    ],
    texts: [{ key: 'fix', text: 'line\nline' }],
    data: [{ key: 'list', value: [1] }],
  });
});

it('reads a bare text as text, and nothing out of lists and numbers', () => {
  expect(sectionsOf('done').texts).toEqual([{ key: null, text: 'done' }]);
  for (const other of [1, null, [1, 2]]) expect(sectionsOf(other)).toEqual({ facts: [], texts: [], data: [] });
});
