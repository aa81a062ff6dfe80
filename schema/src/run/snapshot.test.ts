import fc from 'fast-check';
import { expect, it } from 'vitest';
import { expandSnapshot, packNodeRuns, runSnapshot, type SnapshotRow } from './snapshot';
import { nodeRunStatuses } from './status';

const time = fc.integer({ min: 1_600_000_000_000, max: 1_900_000_000_000 });
const row: fc.Arbitrary<SnapshotRow> = fc
  .record({
    nodeId: fc.string(),
    iteration: fc.constantFrom('', 'each:3', '__proto__'),
    status: fc.constantFrom(...nodeRunStatuses),
    attempt: fc.integer({ min: 1, max: 9 }),
    ports: fc.uniqueArray(fc.constantFrom('out', 'error', 'case:a'), { maxLength: 2 }),
    usage: fc.record({
      inputTokens: fc.nat(),
      outputTokens: fc.nat(),
      costUsd: fc.double({ noNaN: true, noDefaultInfinity: true }).filter((cost) => !Object.is(cost, -0)),
      modelCalls: fc.nat(),
    }),
    error: fc.option(fc.record({ code: fc.string(), message: fc.string() })),
    startedAt: fc.option(time),
    finishedAt: fc.option(time),
  })
  // What never started has no end to measure from.
  .map((one) => ({ ...one, finishedAt: one.startedAt === null ? null : one.finishedAt }));

it('gives the rows that were packed, after a way as JSON', () => {
  fc.assert(
    fc.property(fc.array(row), fc.option(time), (rows, runStartedAt) => {
      const startedAt = runStartedAt === null ? null : new Date(runStartedAt).toISOString();
      const snapshot = {
        seq: 9,
        status: 'RUNNING' as const,
        error: null,
        usage: [0, 0, 0, 0] as [number, number, number, number],
        startedAt,
        finishedAt: null,
        nodeRunCount: rows.length,
        nodeRuns: packNodeRuns(rows, runStartedAt),
      };
      expect(expandSnapshot(runSnapshot.parse(JSON.parse(JSON.stringify(snapshot))))).toEqual(rows);
    }),
  );
});
