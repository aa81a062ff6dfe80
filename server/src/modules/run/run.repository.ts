import { type Database, Prisma } from '@muster/prisma';
import {
  type Actor,
  actor,
  type NodeRunStatus,
  type RunFailure,
  type RunId,
  type RunStatus,
  type Usage,
  type VersionId,
  type WorkflowId,
  type WorkspaceId,
} from '@muster/schema';
import type { PageQuery } from '../../shared/paging';
import { type Payload, payloadsWithin } from '../../shared/payload.repository';
import { inWorkspace } from '../../shared/workspace-scope';

/** A run without its input and output, which may be large and are loaded when asked for. */
export interface RunView {
  id: RunId;
  workflowId: WorkflowId;
  versionId: VersionId;
  status: RunStatus;
  triggerNodeId: string | null;
  startedBy: Actor;
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
  triggerNodeId: true,
  startedBy: true,
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

const messageColumns = {
  id: true,
  fromMember: true,
  toMember: true,
  kind: true,
  nodeId: true,
  iteration: true,
  inReplyTo: true,
  at: true,
} as const;

/** What may be large in a run and its rows; loaded one kind at a time, by the ids of the rows. */
const payloadColumns = {
  runInput: Prisma.sql`id, input AS payload, "inputBytes" AS bytes FROM "Run"`,
  runOutput: Prisma.sql`id, output AS payload, "outputBytes" AS bytes FROM "Run"`,
  nodeInput: Prisma.sql`id, input AS payload, "inputBytes" AS bytes FROM "NodeRun"`,
  nodeOutput: Prisma.sql`id, output AS payload, "outputBytes" AS bytes FROM "NodeRun"`,
  messageParts: Prisma.sql`id, parts AS payload, "partsBytes" AS bytes FROM "Message"`,
} as const;
export type RunPayload = keyof typeof payloadColumns;

const usageOf = ({ inputTokens, outputTokens, costUsd, modelCalls }: Usage): Usage => ({
  inputTokens,
  outputTokens,
  costUsd,
  modelCalls,
});
const toRun = (row: Row): RunView =>
  ({ ...row, startedBy: actor.parse(row.startedBy), usage: usageOf(row) }) as unknown as RunView;
const toNodeRun = (row: NodeRunRow): NodeRunView =>
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

    /** One kind of payload of these rows, in all at most `mostBytes`. */
    async payloads(
      workspaceId: WorkspaceId,
      kind: RunPayload,
      ids: readonly string[],
      mostBytes: number,
    ): Promise<Payload[]> {
      const { workspaceId: scope } = inWorkspace(workspaceId);
      const named = Prisma.sql`SELECT ${payloadColumns[kind]} WHERE "workspaceId" = ${scope} AND id = ANY(${[...ids]}::text[])`;
      return payloadsWithin(db, mostBytes, named);
    },

    /** In the order in which they started; those that never did come last. At most `most` of all these runs. */
    async nodeRuns(workspaceId: WorkspaceId, runIds: readonly RunId[], most: number): Promise<NodeRunView[]> {
      const rows = await db.nodeRun.findMany({
        where: { ...inWorkspace(workspaceId), runId: { in: [...runIds] } },
        orderBy: [{ startedAt: { sort: 'asc', nulls: 'last' } }, { id: 'asc' }],
        take: most,
        select: nodeRunColumns,
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
        select: messageColumns,
      });
      return rows as unknown as MessageView[];
    },

    countMessages: async (workspaceId: WorkspaceId, runId: RunId): Promise<number> =>
      db.message.count({ where: { ...inWorkspace(workspaceId), runId } }),
  };
}
export type RunRepository = ReturnType<typeof createRunRepository>;
