import { type Database, type DatabaseTransaction, Prisma } from '@muster/prisma';
import type { VersionId, WorkflowId, WorkflowKind, WorkspaceId } from '@muster/schema';
import type { PageQuery } from '../../shared/paging';
import { type Payload, payloadsWithin } from '../../shared/payload.repository';
import { RawJson } from '../../shared/raw-json';
import { inWorkspace } from '../../shared/workspace-scope';
import { recordPublication } from '../publication/publication.repository';

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
  draft?: RawJson;
}

/** A draft that was kept, and the squads its nodes name. */
export interface KeptDraft extends WorkflowRecord {
  draft: RawJson;
  squadIds: string[];
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
/** The same in SQL: drafts cross as text, and Prisma would parse them. */
const rawColumns = Prisma.sql`w.id, w.name, w.slug, w.kind::text AS kind, w."draftRevision", w."publishedVersionId",
  w."createdAt", w."updatedAt"`;

type Row = Prisma.WorkflowGetPayload<{ select: typeof columns }>;

const toRecord = ({ kind, ...row }: Row): WorkflowRecord =>
  ({ ...row, kind: kind === 'SQUAD' ? 'squad' : 'pipeline' }) as WorkflowRecord;
const toKind = (kind: WorkflowKind): 'SQUAD' | 'PIPELINE' => (kind === 'squad' ? 'SQUAD' : 'PIPELINE');

/** Workflows of a workspace. Deleted ones are found by `byIds` only, for the runs that belong to them. */
export function createWorkflowRepository(db: Database) {
  const alive = (workspaceId: WorkspaceId) => ({ ...inWorkspace(workspaceId), deletedAt: null });

  return {
    /** Null when the slug is taken in this workspace. */
    async create(
      workspaceId: WorkspaceId,
      workflow: { id: WorkflowId; name: string; slug: string; kind: WorkflowKind; draft: RawJson },
    ): Promise<WorkflowRecord | null> {
      const { id, name, slug, kind, draft } = workflow;
      const rows = await db.$queryRaw<Row[]>`
        INSERT INTO "Workflow" AS w (id, "workspaceId", name, slug, kind, draft, "updatedAt")
        VALUES (${id}, ${inWorkspace(workspaceId).workspaceId}, ${name}, ${slug}, ${toKind(kind)}::"WorkflowKind",
          ${draft.text}::jsonb, now())
        ON CONFLICT ("workspaceId", slug) DO NOTHING
        RETURNING ${rawColumns}`;
      return rows[0] ? { ...toRecord(rows[0]), draft } : null;
    },

    /** With its draft, when that has at most `mostBytes`; `bytes` says what it has. */
    async findWithDraft(
      workspaceId: WorkspaceId,
      id: WorkflowId,
      mostBytes: number,
    ): Promise<{ workflow: WorkflowRecord; bytes: number } | null> {
      const rows = await db.$queryRaw<(Row & { text: string | null; bytes: number })[]>`
        SELECT ${rawColumns}, w."draftBytes" AS bytes,
          CASE WHEN w."draftBytes" <= ${mostBytes}::int THEN w.draft::text END AS text
        FROM "Workflow" w
        WHERE w.id = ${id} AND w."workspaceId" = ${inWorkspace(workspaceId).workspaceId} AND w."deletedAt" IS NULL`;
      if (!rows[0]) return null;
      const { text, bytes, ...row } = rows[0];
      return { bytes, workflow: { ...toRecord(row), ...(text === null ? {} : { draft: new RawJson(text) }) } };
    },

    /** For publishing. */
    async findKeptDraft(workspaceId: WorkspaceId, id: WorkflowId): Promise<KeptDraft | null> {
      const rows = await db.$queryRaw<(Row & { text: string; squadIds: string[] })[]>`
        SELECT ${rawColumns}, w.draft::text AS text, ARRAY(
          SELECT DISTINCT node->'config'->>'workflowId' FROM jsonb_array_elements(w.draft->'nodes') AS node
          WHERE jsonb_typeof(node->'config'->'workflowId') = 'string') AS "squadIds"
        FROM "Workflow" w
        WHERE w.id = ${id} AND w."workspaceId" = ${inWorkspace(workspaceId).workspaceId} AND w."deletedAt" IS NULL`;
      if (!rows[0]) return null;
      const { text, squadIds, ...row } = rows[0];
      return { ...toRecord(row), draft: new RawJson(text), squadIds };
    },

    /** Bytes of its draft; 0 when there is no such workflow. */
    async draftBytes(workspaceId: WorkspaceId, id: WorkflowId): Promise<number> {
      const where = { id, ...alive(workspaceId) };
      return (await db.workflow.findFirst({ where, select: { draftBytes: true } }))?.draftBytes ?? 0;
    },

    async findWithoutDraft(workspaceId: WorkspaceId, id: WorkflowId): Promise<WorkflowRecord | null> {
      const row = await db.workflow.findFirst({ where: { id, ...alive(workspaceId) }, select: columns });
      return row && toRecord(row);
    },

    async findBySlug(workspaceId: WorkspaceId, slug: string): Promise<WorkflowRecord | null> {
      const row = await db.workflow.findFirst({ where: { slug, ...alive(workspaceId) }, select: columns });
      return row && toRecord(row);
    },

    /** Deleted ones too: a run shows the workflow it was started on. */
    async byIds(workspaceId: WorkspaceId, ids: readonly WorkflowId[]): Promise<WorkflowRecord[]> {
      const where = { id: { in: [...ids] }, ...inWorkspace(workspaceId) };
      return (await db.workflow.findMany({ where, select: columns })).map(toRecord);
    },

    /** Drafts of these, in all at most `mostBytes`. */
    async drafts(workspaceId: WorkspaceId, ids: readonly WorkflowId[], mostBytes: number): Promise<Payload[]> {
      const { workspaceId: scope } = inWorkspace(workspaceId);
      return payloadsWithin(
        db,
        mostBytes,
        Prisma.sql`SELECT id, draft AS payload, "draftBytes" AS bytes FROM "Workflow"
          WHERE "workspaceId" = ${scope} AND id = ANY(${[...ids]}::text[])`,
      );
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
      draft: RawJson,
    ): Promise<WorkflowRecord | null> {
      const rows = await db.$queryRaw<Row[]>`
        UPDATE "Workflow" AS w SET draft = ${draft.text}::jsonb, "draftRevision" = w."draftRevision" + 1,
          "updatedAt" = now()
        WHERE w.id = ${id} AND w."workspaceId" = ${inWorkspace(workspaceId).workspaceId} AND w."deletedAt" IS NULL
          AND w."draftRevision" = ${expectedRevision}::int
        RETURNING ${rawColumns}`;
      return rows[0] ? { ...toRecord(rows[0]), draft } : null;
    },

    async rename(workspaceId: WorkspaceId, id: WorkflowId, name: string): Promise<WorkflowRecord | null> {
      const where = { id, ...alive(workspaceId) };
      const rows = await db.workflow.updateManyAndReturn({ where, data: { name }, select: columns });
      return rows[0] ? toRecord(rows[0]) : null;
    },

    /**
     * Marks it deleted, frees its slug (no slug ever holds a `~`) and takes its live version down. False when there is
     * no such workflow.
     */
    async remove(workspaceId: WorkspaceId, id: WorkflowId): Promise<boolean> {
      return db.$transaction(async (tx) => {
        const where = { id, ...alive(workspaceId) };
        const data = { deletedAt: new Date(), slug: `~${id}` };
        const rows = await tx.workflow.updateManyAndReturn({ where, data, select: { publishedVersionId: true } });
        const [removed] = rows;
        if (!removed) return false;
        const versionId = removed.publishedVersionId as VersionId | null;
        if (versionId) await recordPublication(tx, { kind: 'taken-down', workspaceId, workflowId: id, versionId });
        return true;
      });
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
