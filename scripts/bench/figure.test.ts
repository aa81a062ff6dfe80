import { expect, test } from 'vitest';
import { summarise } from './figure';

test('a figure has the least, the middle, the 95th of a hundred and the most', () => {
  const values = Array.from({ length: 100 }, (_, index) => 100 - index);
  expect(summarise('a.b', 'ms', values)).toEqual({
    name: 'a.b',
    unit: 'ms',
    min: 1,
    median: 50,
    p95: 95,
    max: 100,
    runs: 100,
  });
});

test('one value is all of them, rounded', () => {
  expect(summarise('a', 'MB', [1.23456789])).toMatchObject({ min: 1.235, median: 1.235, max: 1.235, runs: 1 });
});

test('nothing measured is no figure', () => {
  expect(() => summarise('a', 'ms', [])).toThrow('a was not measured');
});
