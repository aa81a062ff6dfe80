import { type Database, Prisma } from '@muster/prisma';
import {
  type NodeRunStatus,
  type RunFailure,
  type RunId,
  readStoredFailure,
  type Usage,
  type WorkspaceId,
} from '@muster/schema';
import type { PageQuery } from '../../shared/paging';
import { inWorkspace } from '../../shared/workspace-scope';

/** A node run without its input and output, which may be large and are loaded when asked for. */
export interface NodeRunView {
  id: string;
  runId: RunId;
  nodeId: string;
  iteration: string;
  status: NodeRunStatus;
  attempt: number;
  port: string | null;
  ports: string[];
  error: RunFailure | null;
  usage: Usage;
  startedAt: Date | null;
  finishedAt: Date | null;
}
const nodeRunColumns = {
  id: true,
  runId: true,
  nodeId: true,
  iteration: true,
  status: true,
  attempt: true,
  ports: true,
  error: true,
  inputTokens: true,
  outputTokens: true,
  costUsd: true,
  modelCalls: true,
  startedAt: true,
  finishedAt: true,
} as const;
type NodeRunRow = Prisma.NodeRunGetPayload<{ select: typeof nodeRunColumns }>;

export const pickUsage = ({ inputTokens, outputTokens, costUsd, modelCalls }: Usage): Usage => ({
  inputTokens,
  outputTokens,
  costUsd,
  modelCalls,
});
const toNodeRun = (row: NodeRunRow): NodeRunView => ({
  ...row,
  runId: row.runId as RunId,
  port: row.ports[0] ?? null,
  error: readStoredFailure(row.error, `The error of node ${row.nodeId} in run ${row.runId}`),
  usage: pickUsage(row),
});

/** Reading the node runs of a workspace. */
export function createNodeRunRepository(db: Database) {
  return {
    /**
     * One page of each of these runs, in the order in which the node runs were recorded: as they started, or were skipped.
     * Each page has at most `take` of them.
     */
    async nodeRuns(
      workspaceId: WorkspaceId,
      runIds: readonly RunId[],
      status: NodeRunStatus | undefined,
      { take, after }: PageQuery,
    ): Promise<NodeRunView[]> {
      const scope = inWorkspace(workspaceId);
      const only = status === undefined ? Prisma.empty : Prisma.sql`AND status = ${status}::"NodeRunStatus"`;
      const later = after ? Prisma.sql`AND id > ${after.id}` : Prisma.empty;
      // OFFSET 0 keeps Postgres from walking all node runs in order of id until it meets enough of this run.
      const page = await db.$queryRaw<{ id: string }[]>`
        SELECT n.id FROM unnest(${[...runIds]}::text[]) AS r (id) CROSS JOIN LATERAL (
          SELECT id FROM (
            SELECT id FROM "NodeRun" WHERE "runId" = r.id AND "workspaceId" = ${scope.workspaceId} ${only} ${later} OFFSET 0
          ) AS own ORDER BY id LIMIT ${take}) n`;
      const rows = await db.nodeRun.findMany({
        where: { ...scope, id: { in: page.map(({ id }) => id) } },
        orderBy: { id: 'asc' },
        select: nodeRunColumns,
      });
      return rows.map(toNodeRun);
    },

    /** How many node runs each of these runs has; runs without any are left out. */
    async countNodeRuns(
      workspaceId: WorkspaceId,
      runIds: readonly RunId[],
      status: NodeRunStatus | undefined,
    ): Promise<ReadonlyMap<string, number>> {
      const groups = await db.nodeRun.groupBy({
        by: ['runId'],
        where: {
          ...inWorkspace(workspaceId),
          runId: { in: [...runIds] },
          ...(status === undefined ? {} : { status }),
        },
        _count: { _all: true },
      });
      return new Map(groups.map(({ runId, _count }) => [runId, _count._all]));
    },

    async nodeRun(
      workspaceId: WorkspaceId,
      runId: RunId,
      nodeId: string,
      iteration: string,
    ): Promise<NodeRunView | null> {
      const where = { ...inWorkspace(workspaceId), runId, nodeId, iteration };
      const row = await db.nodeRun.findFirst({ where, select: nodeRunColumns });
      return row && toNodeRun(row);
    },
  };
}
