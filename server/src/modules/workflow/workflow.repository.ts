import { type Database, type DatabaseTransaction, Prisma } from '@muster/prisma';
import type { GraphDocument, Json, VersionId, WorkflowId, WorkflowKind, WorkspaceId } from '@muster/schema';
import type { PageQuery } from '../shared/paging';
import { inWorkspace } from '../shared/workspace-scope';

/** A workflow without its draft, which may be large and is loaded when asked for. */
export interface WorkflowRecord {
  id: WorkflowId;
  name: string;
  slug: string;
  kind: WorkflowKind;
  draftRevision: number;
  publishedVersionId: VersionId | null;
  createdAt: Date;
  updatedAt: Date;
  /** Present where one workflow was loaded, so that it belongs to `draftRevision`. */
  draft?: Json;
}

const columns = {
  id: true,
  name: true,
  slug: true,
  kind: true,
  draftRevision: true,
  publishedVersionId: true,
  createdAt: true,
  updatedAt: true,
} as const;
const withDraft = { ...columns, draft: true } as const;

type Row = Prisma.WorkflowGetPayload<{ select: typeof columns }> & { draft?: unknown };

const toRecord = ({ kind, ...row }: Row): WorkflowRecord =>
  ({ ...row, kind: kind === 'SQUAD' ? 'squad' : 'pipeline' }) as WorkflowRecord;
const toKind = (kind: WorkflowKind): 'SQUAD' | 'PIPELINE' => (kind === 'squad' ? 'SQUAD' : 'PIPELINE');
const toColumn = (draft: GraphDocument): Prisma.InputJsonValue => draft as unknown as Prisma.InputJsonValue;

const isSlugTaken = (error: unknown): boolean =>
  error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002';

/** Workflows of a workspace. Deleted ones are found by `byIds` only, for the runs that belong to them. */
export function createWorkflowRepository(db: Database) {
  const alive = (workspaceId: WorkspaceId) => ({ ...inWorkspace(workspaceId), deletedAt: null });

  return {
    /** Null when the slug is taken in this workspace. */
    async create(
      workspaceId: WorkspaceId,
      workflow: { id: WorkflowId; name: string; slug: string; kind: WorkflowKind; draft: GraphDocument },
    ): Promise<WorkflowRecord | null> {
      const { kind, draft, ...rest } = workflow;
      const data = { ...rest, ...inWorkspace(workspaceId), kind: toKind(kind), draft: toColumn(draft) };
      try {
        return toRecord(await db.workflow.create({ data, select: withDraft }));
      } catch (error) {
        if (isSlugTaken(error)) return null;
        throw error;
      }
    },

    async find(workspaceId: WorkspaceId, id: WorkflowId): Promise<WorkflowRecord | null> {
      const row = await db.workflow.findFirst({ where: { id, ...alive(workspaceId) }, select: withDraft });
      return row && toRecord(row);
    },

    async findWithoutDraft(workspaceId: WorkspaceId, id: WorkflowId): Promise<WorkflowRecord | null> {
      const row = await db.workflow.findFirst({ where: { id, ...alive(workspaceId) }, select: columns });
      return row && toRecord(row);
    },

    async findBySlug(workspaceId: WorkspaceId, slug: string): Promise<WorkflowRecord | null> {
      const row = await db.workflow.findFirst({ where: { slug, ...alive(workspaceId) }, select: withDraft });
      return row && toRecord(row);
    },

    /** Deleted ones too: a run shows the workflow it was started on. */
    async byIds(workspaceId: WorkspaceId, ids: readonly WorkflowId[]): Promise<WorkflowRecord[]> {
      const where = { id: { in: [...ids] }, ...inWorkspace(workspaceId) };
      return (await db.workflow.findMany({ where, select: columns })).map(toRecord);
    },

    async drafts(workspaceId: WorkspaceId, ids: readonly WorkflowId[]): Promise<{ id: string; draft: Json }[]> {
      const where = { id: { in: [...ids] }, ...inWorkspace(workspaceId) };
      const rows = await db.workflow.findMany({ where, select: { id: true, draft: true } });
      return rows.map(({ id, draft }) => ({ id, draft: draft as Json }));
    },

    /** Newest first. */
    async list(workspaceId: WorkspaceId, kind: WorkflowKind | null, page: PageQuery): Promise<WorkflowRecord[]> {
      const rows = await db.workflow.findMany({
        where: { ...alive(workspaceId), ...ofKind(kind), ...before(page) },
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        take: page.take,
        select: columns,
      });
      return rows.map(toRecord);
    },

    count: async (workspaceId: WorkspaceId, kind: WorkflowKind | null): Promise<number> =>
      db.workflow.count({ where: { ...alive(workspaceId), ...ofKind(kind) } }),

    /** One conditional update; null when there is no such workflow or its revision is another one. */
    async saveDraft(
      workspaceId: WorkspaceId,
      id: WorkflowId,
      expectedRevision: number,
      draft: GraphDocument,
    ): Promise<WorkflowRecord | null> {
      const rows = await db.workflow.updateManyAndReturn({
        where: { id, ...alive(workspaceId), draftRevision: expectedRevision },
        data: { draft: toColumn(draft), draftRevision: { increment: 1 } },
        select: withDraft,
      });
      return rows[0] ? toRecord(rows[0]) : null;
    },

    async rename(workspaceId: WorkspaceId, id: WorkflowId, name: string): Promise<WorkflowRecord | null> {
      const where = { id, ...alive(workspaceId) };
      const rows = await db.workflow.updateManyAndReturn({ where, data: { name }, select: withDraft });
      return rows[0] ? toRecord(rows[0]) : null;
    },

    /** Marks it deleted and frees its slug (no slug ever holds a `~`). False when there is no such workflow. */
    async remove(workspaceId: WorkspaceId, id: WorkflowId): Promise<boolean> {
      const where = { id, ...alive(workspaceId) };
      const changed = await db.workflow.updateMany({ where, data: { deletedAt: new Date(), slug: `~${id}` } });
      return changed.count === 1;
    },
  };
}
export type WorkflowRepository = ReturnType<typeof createWorkflowRepository>;

const ofKind = (kind: WorkflowKind | null) => (kind === null ? {} : { kind: toKind(kind) });

/** Rows after the page's place, in descending order of time and id. */
function before({ after }: PageQuery) {
  if (after === null) return {};
  const createdAt = new Date(after.sort);
  return { OR: [{ createdAt: { lt: createdAt } }, { createdAt, id: { lt: after.id } }] };
}

/** Locks the row until the transaction ends, so that saving, publishing and deleting happen one after the other. */
export async function lockWorkflow(tx: DatabaseTransaction, workspaceId: WorkspaceId, id: WorkflowId) {
  const rows = await tx.$queryRaw<{ draftRevision: number; publishedVersionId: string | null }[]>`
    SELECT "draftRevision", "publishedVersionId" FROM "Workflow"
    WHERE "id" = ${id} AND "workspaceId" = ${inWorkspace(workspaceId).workspaceId} AND "deletedAt" IS NULL
    FOR UPDATE`;
  return rows[0] ?? null;
}
