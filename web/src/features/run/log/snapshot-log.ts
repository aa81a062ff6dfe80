import { expandSnapshot, fromUsageTuple, isNodeRunFinal, type RunSnapshot, type SnapshotRow } from '@muster/schema';
import { type Execution, emptyRunLog, executionKey, type RunLog } from './run-log';

const toTime = (milliseconds: number | null): string | null =>
  milliseconds === null ? null : new Date(milliseconds).toISOString();

/** Rows come in order of start, so their places stand for the numbers of events, which a snapshot does not have. */
function executionOf(row: SnapshotRow, index: number, seq: number): Execution {
  const { nodeId, iteration, status, attempt, ports, usage, error, startedAt, finishedAt } = row;
  return {
    key: executionKey(nodeId, iteration),
    nodeId,
    iteration,
    status,
    attempt,
    ports,
    error,
    note: status === 'FAILED' ? (error?.message ?? null) : null,
    turn: 0,
    usage,
    model: null,
    startedAt: toTime(startedAt),
    finishedAt: toTime(finishedAt),
    durationMs: startedAt === null || finishedAt === null ? null : finishedAt - startedAt,
    retries: [],
    startedSeq: Math.min(index + 1, seq),
    finishedSeq: isNodeRunFinal(status) ? seq : null,
  };
}

/** The log as a snapshot tells it: how every node stands, without what agents said and which attempts failed. */
export function logOfSnapshot(snapshot: RunSnapshot): RunLog {
  const { seq, status, error, usage, startedAt, finishedAt } = snapshot;
  const executions = expandSnapshot(snapshot).map((row, index) => executionOf(row, index, seq));
  return {
    ...emptyRunLog,
    status,
    seq,
    error: error as RunLog['error'],
    usage: fromUsageTuple(usage),
    startedAt,
    finishedAt,
    at: finishedAt ?? startedAt,
    executions: new Map(executions.map((execution) => [execution.key, execution])),
  };
}
