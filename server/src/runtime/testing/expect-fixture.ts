import type { Json } from '@muster/schema';
import { expect } from 'vitest';
import type { ExpectedRun } from '../../compiler/testing/fixtures';
import type { NodeRunRecord } from '../run-store';

/** A run that is over, wherever it ran. */
export interface EndedRun {
  status: string;
  output: Json;
  error: unknown;
  rows: ReadonlyMap<string, NodeRunRecord>;
}

/** The run ended as the fixture of the compiler says it does on every engine. */
export function expectAsInFixture(run: EndedRun, expected: ExpectedRun): void {
  expect(run.status).toBe(expected.status);
  if (expected.error) expect(run.error).toMatchObject(expected.error);
  if (expected.output !== undefined) expect(run.output).toEqual(expected.output);
  expect(Object.fromEntries([...run.rows].map(([id, row]) => [id, row.status]))).toEqual(expected.nodes);
  for (const [id, output] of Object.entries(expected.outputs ?? {})) expect(run.rows.get(id)?.output).toEqual(output);
}
