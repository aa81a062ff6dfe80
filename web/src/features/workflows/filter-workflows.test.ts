import { expect, it } from 'vitest';
import { filterByName } from './filter-workflows';

const rows = [{ name: 'Fix a bug report' }, { name: 'Résumé of commits' }, { name: 'Bug squad' }];

it('finds every word, whatever its case, place or accents', () => {
  expect(filterByName(rows, 'BUG')).toEqual([rows[0], rows[2]]);
  expect(filterByName(rows, 'report fix')).toEqual([rows[0]]);
  expect(filterByName(rows, 'resume')).toEqual([rows[1]]);
  expect(filterByName(rows, '  ')).toBe(rows);
  expect(filterByName(rows, '.*')).toEqual([]);
});
