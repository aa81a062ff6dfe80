import { type Database, Prisma } from '@muster/prisma';
import {
  type Actor,
  actor,
  type RunFailure,
  type RunId,
  type RunStatus,
  readStored,
  readStoredFailure,
  runPins,
  type Usage,
  type VersionId,
  type WorkflowId,
  type WorkspaceId,
} from '@muster/schema';
import type { PageQuery } from '../../shared/paging';
import { type Payload, payloadsWithin } from '../../shared/payload.repository';
import { RawJson } from '../../shared/raw-json';
import { inWorkspace } from '../../shared/workspace-scope';
import { createNodeRunRepository, pickUsage } from './node-run.repository';
import { createRunSnapshotRepository } from './run-snapshot.repository';

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
/** A stored event; `data` is null when it was not asked for. */
export interface StoredEventView {
  runId: RunId;
  seq: number;
  type: string;
  nodeId: string | null;
  iteration: string | null;
  at: Date;
  bytes: number;
  data: RawJson | null;
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

/** Throws `UserError` DATA_UNREADABLE for a run whose documents cannot be read. */
const toRun = (row: Row): RunView => ({
  ...row,
  id: row.id as RunId,
  workflowId: row.workflowId as WorkflowId,
  versionId: row.versionId as VersionId,
  startedBy: readStored(actor, row.startedBy, `Who started run ${row.id}`),
  error: readStoredFailure(row.error, `The error of run ${row.id}`),
  pins: readStored(runPins, row.pins, `The squad versions of run ${row.id}`),
  usage: pickUsage(row),
});

/** Reading the runs of a workspace. Only the runtime writes them. */
export function createRunRepository(db: Database) {
  const filtered = (workspaceId: WorkspaceId, { workflowId, status }: RunFilter) => ({
    ...inWorkspace(workspaceId),
    ...(workflowId === undefined ? {} : { workflowId }),
    ...(status === undefined ? {} : { status }),
  });

  return {
    ...createNodeRunRepository(db),
    ...createRunSnapshotRepository(db),

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
      return rows;
    },

    /**
     * Stored events after `afterSeq`, at most `take`, with what their data has in bytes. The data is left out of all of
     * them when it has more than `mostBytes` together.
     */
    async events(
      workspaceId: WorkspaceId,
      runId: RunId,
      { afterSeq, take }: { afterSeq: number; take: number },
      mostBytes: number,
    ): Promise<StoredEventView[]> {
      const rows = await db.$queryRaw<(Omit<StoredEventView, 'data'> & { text: string | null })[]>`
        SELECT "runId", seq, type, "nodeId", iteration, at, "dataBytes" AS bytes,
          CASE WHEN sum("dataBytes") OVER () <= ${mostBytes}::bigint THEN data::text END AS text
        FROM (SELECT e.* FROM "RunEvent" e JOIN "Run" r ON r.id = e."runId"
              WHERE r.id = ${runId} AND r."workspaceId" = ${inWorkspace(workspaceId).workspaceId} AND e.seq > ${afterSeq}
              ORDER BY e.seq LIMIT ${take}) AS page ORDER BY seq`;
      return rows.map(({ text, ...event }) => ({ ...event, data: text === null ? null : new RawJson(text) }));
    },

    countMessages: async (workspaceId: WorkspaceId, runId: RunId): Promise<number> =>
      db.message.count({ where: { ...inWorkspace(workspaceId), runId } }),
  };
}
export type RunRepository = ReturnType<typeof createRunRepository>;
