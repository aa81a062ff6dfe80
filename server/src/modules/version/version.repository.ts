import type { Database, Prisma } from '@muster/prisma';
import { type Json, newId, type UserId, type VersionId, type WorkflowId, type WorkspaceId } from '@muster/schema';
import type { ExecutionPlan } from '../../compiler/plan';
import type { PageQuery } from '../shared/paging';
import { inWorkspace } from '../shared/workspace-scope';
import { lockWorkflow } from '../workflow/workflow.repository';

/** A published version without its contents, which may be large and are loaded when asked for. */
export interface VersionRecord {
  id: VersionId;
  workflowId: WorkflowId;
  number: number;
  hash: string;
  publishedAt: Date;
}

/** The parts of a version that its readers ask for one by one. */
export interface VersionContents {
  id: VersionId;
  graph: Json;
  report: Json;
}

type PublishedId = Pick<VersionRecord, 'id' | 'workflowId'>;
export type VersionPlan = PublishedId & { plan: ExecutionPlan };

/** Everything a publication stores. */
export interface NewVersion {
  hash: string;
  graph: object;
  plan: object;
  functions: object;
  report: object;
  publishedBy: UserId;
}

/** What the column holds; cursors come from outside. */
const LARGEST_NUMBER = 2 ** 31 - 1;

const columns = { id: true, workflowId: true, number: true, hash: true, publishedAt: true } as const;
const toColumn = (value: object): Prisma.InputJsonValue => value as Prisma.InputJsonValue;

type Row = Prisma.VersionGetPayload<{ select: typeof columns }>;
const toRecord = (row: Row): VersionRecord => row as VersionRecord;

/** Published versions of a workspace. They never change and are never deleted. */
export function createVersionRepository(db: Database) {
  return {
    async byIds(workspaceId: WorkspaceId, ids: readonly VersionId[]): Promise<VersionRecord[]> {
      const where = { id: { in: [...ids] }, ...inWorkspace(workspaceId) };
      return (await db.version.findMany({ where, select: columns })).map(toRecord);
    },

    async contents(workspaceId: WorkspaceId, ids: readonly VersionId[]): Promise<VersionContents[]> {
      const where = { id: { in: [...ids] }, ...inWorkspace(workspaceId) };
      const rows = await db.version.findMany({ where, select: { id: true, graph: true, report: true } });
      return rows as unknown as VersionContents[];
    },

    /** Newest first. */
    async list(workspaceId: WorkspaceId, workflowId: WorkflowId, { take, after }: PageQuery): Promise<VersionRecord[]> {
      const older = after === null ? {} : { number: { lt: Math.min(after.sort, LARGEST_NUMBER) } };
      const rows = await db.version.findMany({
        where: { ...inWorkspace(workspaceId), workflowId, ...older },
        orderBy: { number: 'desc' },
        take,
        select: columns,
      });
      return rows.map(toRecord);
    },

    count: async (workspaceId: WorkspaceId, workflowId: WorkflowId): Promise<number> =>
      db.version.count({ where: { ...inWorkspace(workspaceId), workflowId } }),

    /** What a run of this version executes. */
    async plan(workspaceId: WorkspaceId, id: VersionId): Promise<VersionPlan | null> {
      const where = { id, ...inWorkspace(workspaceId) };
      const row = await db.version.findFirst({ where, select: { id: true, workflowId: true, plan: true } });
      return row as unknown as VersionPlan | null;
    },

    /** Ids of the published versions of these workflows; those without one, or deleted, are left out. */
    async published(workspaceId: WorkspaceId, workflowIds: readonly WorkflowId[]): Promise<PublishedId[]> {
      const rows = await db.version.findMany({
        where: {
          ...inWorkspace(workspaceId),
          publishedWorkflow: { is: { id: { in: [...workflowIds] }, ...inWorkspace(workspaceId), deletedAt: null } },
        },
        select: { id: true, workflowId: true },
      });
      return rows as PublishedId[];
    },

    /**
     * Stores the version and makes it the published one, if the draft still has this revision. The workflow is locked
     * meanwhile. What is published already is answered again, without a new number. Null: missing, or another revision.
     */
    async publish(
      workspaceId: WorkspaceId,
      workflowId: WorkflowId,
      expectedRevision: number,
      { hash, publishedBy, ...contents }: NewVersion,
    ): Promise<VersionRecord | null> {
      return db.$transaction(async (tx) => {
        const workflow = await lockWorkflow(tx, workspaceId, workflowId);
        if (!workflow || workflow.draftRevision !== expectedRevision) return null;
        const scope = { ...inWorkspace(workspaceId), workflowId };
        const last = await tx.version.findFirst({ where: scope, orderBy: { number: 'desc' }, select: columns });
        if (last && last.hash === hash && last.id === workflow.publishedVersionId) return toRecord(last);
        const version = await tx.version.create({
          data: {
            ...scope,
            id: newId('version'),
            number: (last?.number ?? 0) + 1,
            hash,
            publishedBy,
            graph: toColumn(contents.graph),
            plan: toColumn(contents.plan),
            functions: toColumn(contents.functions),
            report: toColumn(contents.report),
          },
          select: columns,
        });
        const where = { id: workflowId, ...inWorkspace(workspaceId) };
        await tx.workflow.updateMany({ where, data: { publishedVersionId: version.id } });
        return toRecord(version);
      });
    },
  };
}
export type VersionRepository = ReturnType<typeof createVersionRepository>;
