import type { Database } from '@muster/prisma';
import {
  fromUsageTuple,
  MAX_SNAPSHOT_NODE_RUNS,
  type NodeRunStatus,
  packNodeRuns,
  type RunFailure,
  type RunId,
  type RunSnapshot,
  type RunStatus,
  rootIteration,
  type SnapshotRow,
  toUsageTuple,
  type Usage,
  type WorkspaceId,
} from '@muster/schema';
import { inWorkspace } from '../../shared/workspace-scope';

/** Letters of an error's message that a snapshot keeps. */
const MAX_SNAPSHOT_MESSAGE = 300;

type RunRow = Usage & {
  status: RunStatus;
  error: RunFailure | null;
  lastSeq: number;
  startedAt: Date | null;
  finishedAt: Date | null;
  nodeRunCount: number;
  /** JSON. */
  nodeRuns: string | null;
};
type ListedNodeRun = [
  nodeId: string,
  iteration: string,
  status: NodeRunStatus,
  attempt: number,
  ports: string[],
  usage: RunSnapshot['usage'],
  error: { code: string; message: string; nodeId: string | null } | null,
  startedAt: number | null,
  finishedAt: number | null,
];

function toSnapshot(run: RunRow): RunSnapshot {
  const listed = JSON.parse(run.nodeRuns ?? '[]') as ListedNodeRun[];
  const rows = listed.map(
    ([nodeId, iteration, status, attempt, ports, usage, error, startedAt, finishedAt]): SnapshotRow => ({
      nodeId,
      iteration,
      status,
      attempt,
      ports,
      usage: fromUsageTuple(usage),
      error: error && { code: error.code, message: error.message, ...(error.nodeId ? { nodeId: error.nodeId } : {}) },
      startedAt,
      finishedAt,
    }),
  );
  return {
    seq: run.lastSeq,
    status: run.status,
    error: run.error,
    usage: toUsageTuple(run),
    startedAt: run.startedAt?.toISOString() ?? null,
    finishedAt: run.finishedAt?.toISOString() ?? null,
    nodeRunCount: run.nodeRunCount,
    nodeRuns: packNodeRuns(rows, run.startedAt?.getTime() ?? null),
  };
}

/** Reading how a run stands, in one statement and one answer however many nodes it has. */
export function createRunSnapshotRepository(db: Database) {
  return {
    /**
     * The run and its node runs of one moment, without payloads: all of the run's own iteration, and the newest of the
     * others, up to `MAX_SNAPSHOT_NODE_RUNS`.
     */
    async snapshot(workspaceId: WorkspaceId, runId: RunId): Promise<RunSnapshot | null> {
      const rows = await db.$queryRaw<RunRow[]>`
        SELECT r."lastSeq", r.status::text AS status, r.error, r."inputTokens", r."outputTokens", r."costUsd",
          r."modelCalls", r."startedAt", r."finishedAt",
          (SELECT count(*)::int FROM "NodeRun" n WHERE n."runId" = r.id) AS "nodeRunCount",
          (SELECT json_agg(json_build_array("nodeId", iteration, status, attempt, ports,
              json_build_array("inputTokens", "outputTokens", "costUsd", "modelCalls"),
              CASE WHEN error IS NOT NULL THEN json_build_object('code', error->>'code',
                'message', left(error->>'message', ${MAX_SNAPSHOT_MESSAGE}), 'nodeId', error->>'nodeId') END,
              extract(epoch FROM "startedAt") * 1000, extract(epoch FROM "finishedAt") * 1000) ORDER BY id)::text
            FROM (SELECT * FROM "NodeRun" n WHERE n."runId" = r.id
              ORDER BY (iteration = ${rootIteration}) DESC, id DESC LIMIT ${MAX_SNAPSHOT_NODE_RUNS}) AS listed) AS "nodeRuns"
        FROM "Run" r WHERE r.id = ${runId} AND r."workspaceId" = ${inWorkspace(workspaceId).workspaceId}`;
      return rows[0] ? toSnapshot(rows[0]) : null;
    },
  };
}
