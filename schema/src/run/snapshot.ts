import { z } from 'zod';
import { rootIteration } from './iteration';
import { type NodeRunStatus, nodeRunStatuses, noUsage, type RunFailure, runStatuses, type Usage } from './status';

const failure = z.object({ code: z.string(), message: z.string(), nodeId: z.string().optional() });
const count = z.number().int().nonnegative();
/** Values of the few rows that have one, by the place of the row. */
const sparse = <Value extends z.ZodType>(value: Value) => z.record(z.string().regex(/^\d+$/), value);

/** The most node runs a snapshot lists. The nodes of the graph itself always fit; see `graphLimits`. */
export const MAX_SNAPSHOT_NODE_RUNS = 20_000;

/**
 * How a run and its node runs stand at one moment, without inputs and outputs. It is written by column: column after
 * column repeats itself, so that 10,000 node runs compress to a few kilobytes. `expandSnapshot` gives the rows.
 */
export const runSnapshot = z.object({
  /** Number of the newest event the snapshot includes: the events after it continue from here. */
  seq: count,
  status: z.enum(runStatuses),
  error: failure.nullable(),
  /** Input tokens, output tokens, US dollars, model calls. */
  usage: z.tuple([count, count, z.number(), count]),
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
  /** Node runs of the run; more than are listed when there are over `MAX_SNAPSHOT_NODE_RUNS`. */
  nodeRunCount: count,
  nodeRuns: z.object({
    /** In order of start. */
    nodeIds: z.array(z.string()),
    iterations: sparse(z.string()),
    /** Places in `nodeRunStatuses`. */
    statuses: z.array(count),
    /** Every list of ports there is, and for each row its place in it. */
    portLists: z.array(z.array(z.string())),
    ports: z.array(count),
    /** Milliseconds from the start of the row before (the first: of the run); null for a row that never started. */
    startedAfter: z.array(z.number().nullable()),
    /** Milliseconds from start to end; null for a row that has not ended, or never started. */
    durations: z.array(z.number().nullable()),
    /** Absent for a first attempt. */
    attempts: sparse(count),
    /** As `usage` of the run; absent when the row used nothing. */
    usages: sparse(z.tuple([count, count, z.number(), count])),
    errors: sparse(failure),
  }),
});
export type RunSnapshot = z.infer<typeof runSnapshot>;

/** One node run of a snapshot. */
export interface SnapshotRow {
  nodeId: string;
  iteration: string;
  status: NodeRunStatus;
  attempt: number;
  ports: readonly string[];
  usage: Usage;
  error: RunFailure | null;
  /** Milliseconds since 1970. */
  startedAt: number | null;
  finishedAt: number | null;
}

type UsageTuple = RunSnapshot['usage'];
export const toUsageTuple = (usage: Usage): UsageTuple => [
  usage.inputTokens,
  usage.outputTokens,
  usage.costUsd,
  usage.modelCalls,
];
export const fromUsageTuple = ([inputTokens, outputTokens, costUsd, modelCalls]: UsageTuple): Usage => ({
  inputTokens,
  outputTokens,
  costUsd,
  modelCalls,
});
const usesNothing = (usage: Usage): boolean => toUsageTuple(usage).every((number) => number === 0);

/**
 * Returns rows as columns.
 * @param runStartedAt when the run started, in milliseconds; null when it has not
 */
export function packNodeRuns(rows: readonly SnapshotRow[], runStartedAt: number | null): RunSnapshot['nodeRuns'] {
  const packed: RunSnapshot['nodeRuns'] = {
    nodeIds: [],
    iterations: {},
    statuses: [],
    portLists: [],
    ports: [],
    startedAfter: [],
    durations: [],
    attempts: {},
    usages: {},
    errors: {},
  };
  const places = new Map<string, number>();
  let last = runStartedAt ?? 0;
  rows.forEach((row, index) => {
    const { iteration, attempt, usage, error, startedAt, finishedAt } = row;
    packed.nodeIds.push(row.nodeId);
    packed.statuses.push(nodeRunStatuses.indexOf(row.status));
    const name = JSON.stringify(row.ports);
    const place = places.get(name) ?? packed.portLists.push([...row.ports]) - 1;
    places.set(name, place);
    packed.ports.push(place);
    packed.startedAfter.push(startedAt === null ? null : startedAt - last);
    packed.durations.push(startedAt === null || finishedAt === null ? null : finishedAt - startedAt);
    last = startedAt ?? last;
    if (iteration !== rootIteration) packed.iterations[index] = iteration;
    if (attempt !== 1) packed.attempts[index] = attempt;
    if (!usesNothing(usage)) packed.usages[index] = toUsageTuple(usage);
    if (error) packed.errors[index] = error;
  });
  return packed;
}

/** Returns the node runs of a snapshot as rows, in order of start. */
export function expandSnapshot({ nodeRuns, startedAt: runStartedAt }: RunSnapshot): SnapshotRow[] {
  let last = runStartedAt === null ? 0 : Date.parse(runStartedAt);
  return nodeRuns.nodeIds.map((nodeId, index) => {
    const after = nodeRuns.startedAfter[index] ?? null;
    const duration = nodeRuns.durations[index] ?? null;
    const startedAt = after === null ? null : last + after;
    last = startedAt ?? last;
    const usage = nodeRuns.usages[index];
    return {
      nodeId,
      iteration: nodeRuns.iterations[index] ?? rootIteration,
      status: nodeRunStatuses[nodeRuns.statuses[index] ?? 0] ?? 'RUNNING',
      attempt: nodeRuns.attempts[index] ?? 1,
      ports: nodeRuns.portLists[nodeRuns.ports[index] ?? 0] ?? [],
      usage: usage ? fromUsageTuple(usage) : noUsage,
      error: (nodeRuns.errors[index] as RunFailure | undefined) ?? null,
      startedAt,
      finishedAt: startedAt === null || duration === null ? null : startedAt + duration,
    };
  });
}
