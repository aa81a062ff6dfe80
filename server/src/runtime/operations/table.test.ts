import { expect, it } from 'vitest';
import { type Executors, executors } from './table';

it('does not compile without an executor for each operation', () => {
  const { squad: _, ...rest } = executors;
  // @ts-expect-error: `squad` is missing.
  const table: Executors = rest;
  expect(table.squad).toBeUndefined();
});
