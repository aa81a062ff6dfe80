import type { Database, Prisma } from '@muster/prisma';
import type {
  Json,
  NodeRunStatus,
  RunFailure,
  RunId,
  RunStatus,
  Usage,
  VersionId,
  WorkflowId,
  WorkspaceId,
} from '@muster/schema';
import type { PageQuery } from '../shared/paging';
import { inWorkspace } from '../shared/workspace-scope';

/** A run without its input and output, which may be large and are loaded when asked for. */
export interface RunView {
  id: RunId;
  workflowId: WorkflowId;
  versionId: VersionId;
  status: RunStatus;
  error: RunFailure | null;
  /** Squad workflow id → version id, fixed when the run was accepted. */
  pins: Record<string, VersionId>;
  usage: Usage;
  lastSeq: number;
  createdAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
}
export interface NodeRunView {
  id: string;
  runId: RunId;
  nodeId: string;
  iteration: string;
  status: NodeRunStatus;
  attempt: number;
  port: string | null;
  ports: string[];
  input: Json;
  output: Json;
  error: RunFailure | null;
  usage: Usage;
  startedAt: Date | null;
  finishedAt: Date | null;
}
export interface MessageView {
  id: string;
  fromMember: string;
  toMember: string;
  kind: string;
  parts: Json;
  nodeId: string;
  iteration: string;
  inReplyTo: string | null;
  at: Date;
}
export interface RunFilter {
  workflowId?: WorkflowId | undefined;
  status?: RunStatus | undefined;
}

const columns = {
  id: true,
  workflowId: true,
  versionId: true,
  status: true,
  error: true,
  pins: true,
  lastSeq: true,
  inputTokens: true,
  outputTokens: true,
  costUsd: true,
  modelCalls: true,
  createdAt: true,
  startedAt: true,
  finishedAt: true,
} as const;
type Row = Prisma.RunGetPayload<{ select: typeof columns }>;

const usageOf = ({ inputTokens, outputTokens, costUsd, modelCalls }: Usage): Usage => ({
  inputTokens,
  outputTokens,
  costUsd,
  modelCalls,
});
const toRun = (row: Row): RunView => ({ ...row, usage: usageOf(row) }) as unknown as RunView;
const toNodeRun = (row: Prisma.NodeRunGetPayload<object>): NodeRunView =>
  ({ ...row, port: row.ports[0] ?? null, usage: usageOf(row) }) as unknown as NodeRunView;

/** Reading the runs of a workspace. Only the runtime writes them. */
export function createRunRepository(db: Database) {
  const filtered = (workspaceId: WorkspaceId, { workflowId, status }: RunFilter) => ({
    ...inWorkspace(workspaceId),
    ...(workflowId === undefined ? {} : { workflowId }),
    ...(status === undefined ? {} : { status }),
  });

  return {
    async find(workspaceId: WorkspaceId, id: RunId): Promise<RunView | null> {
      const row = await db.run.findFirst({ where: { id, ...inWorkspace(workspaceId) }, select: columns });
      return row && toRun(row);
    },

    async byIdempotencyKey(workspaceId: WorkspaceId, idempotencyKey: string): Promise<RunView | null> {
      const where = { ...inWorkspace(workspaceId), idempotencyKey };
      const row = await db.run.findFirst({ where, select: columns });
      return row && toRun(row);
    },

    /** Newest first. */
    async list(workspaceId: WorkspaceId, filter: RunFilter, { take, after }: PageQuery): Promise<RunView[]> {
      const createdAt = new Date(after?.sort ?? 0);
      const older = after ? { OR: [{ createdAt: { lt: createdAt } }, { createdAt, id: { lt: after.id } }] } : {};
      const rows = await db.run.findMany({
        where: { ...filtered(workspaceId, filter), ...older },
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        take,
        select: columns,
      });
      return rows.map(toRun);
    },

    count: async (workspaceId: WorkspaceId, filter: RunFilter): Promise<number> =>
      db.run.count({ where: filtered(workspaceId, filter) }),

    /** The newest run of each of these workflows. */
    async newestOf(workspaceId: WorkspaceId, workflowIds: readonly WorkflowId[]): Promise<RunView[]> {
      const scope = inWorkspace(workspaceId);
      // Prisma's own `distinct` would fetch every run there is.
      const newest = await db.$queryRaw<{ id: string }[]>`
        SELECT r.id FROM unnest(${[...workflowIds]}::text[]) AS w (id) CROSS JOIN LATERAL (
          SELECT id FROM "Run" WHERE "workflowId" = w.id AND "workspaceId" = ${scope.workspaceId}
          ORDER BY "createdAt" DESC, id DESC LIMIT 1) r`;
      const where = { ...scope, id: { in: newest.map(({ id }) => id) } };
      return (await db.run.findMany({ where, select: columns })).map(toRun);
    },

    async payloads(workspaceId: WorkspaceId, ids: readonly RunId[]) {
      const where = { id: { in: [...ids] }, ...inWorkspace(workspaceId) };
      const rows = await db.run.findMany({ where, select: { id: true, input: true, output: true } });
      return rows as unknown as { id: RunId; input: Json; output: Json }[];
    },

    /** In the order in which they started; those that never did come last. */
    async nodeRuns(workspaceId: WorkspaceId, runIds: readonly RunId[]): Promise<NodeRunView[]> {
      const rows = await db.nodeRun.findMany({
        where: { ...inWorkspace(workspaceId), runId: { in: [...runIds] } },
        orderBy: [{ startedAt: { sort: 'asc', nulls: 'last' } }, { id: 'asc' }],
      });
      return rows.map(toNodeRun);
    },

    /** Oldest first. */
    async messages(workspaceId: WorkspaceId, runId: RunId, { take, after }: PageQuery): Promise<MessageView[]> {
      const at = new Date(after?.sort ?? 0);
      const newer = after ? { OR: [{ at: { gt: at } }, { at, id: { gt: after.id } }] } : {};
      const rows = await db.message.findMany({
        where: { ...inWorkspace(workspaceId), runId, ...newer },
        orderBy: [{ at: 'asc' }, { id: 'asc' }],
        take,
      });
      return rows as unknown as MessageView[];
    },

    countMessages: async (workspaceId: WorkspaceId, runId: RunId): Promise<number> =>
      db.message.count({ where: { ...inWorkspace(workspaceId), runId } }),
  };
}
export type RunRepository = ReturnType<typeof createRunRepository>;
