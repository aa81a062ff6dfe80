import { expect, test } from 'vitest';
import { maxLines, measureSizes } from './sizes';

const file = (path: string, lines: number) => ({ path, text: 'x\n'.repeat(lines) });

test('the median, the ninetieth percentile and what is too long are reported', () => {
  const files = Array.from({ length: 10 }, (_, index) => file(`f${index}.ts`, (index + 1) * 10));
  expect(measureSizes(files)).toEqual({ files: 10, median: 50, ninetieth: 90, tooLong: [], tooFull: [] });
  expect(measureSizes([...files, file('long.ts', maxLines + 1)]).tooLong).toEqual(['long.ts: 501 lines']);
});

test('a last line without an end counts, an empty file has none', () => {
  expect(measureSizes([{ path: 'a.ts', text: 'x\ny' }]).median).toBe(2);
  expect(measureSizes([{ path: 'a.ts', text: '' }]).median).toBe(0);
});

test('a folder with more than 20 source files is named, its subfolders apart', () => {
  const files = Array.from({ length: 21 }, (_, index) => ({ path: `a/b/${index}.ts`, text: '' }));
  expect(measureSizes(files).tooFull).toEqual(['a/b: 21 files, more than 20: divide it']);
  expect(measureSizes([...files.slice(1), { path: 'a/b/c/x.ts', text: '' }]).tooFull).toEqual([]);
});
