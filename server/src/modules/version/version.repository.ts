import { factsOf } from '@muster/nodes';
import { type Database, Prisma } from '@muster/prisma';
import {
  invariant,
  isJsonObject,
  type JsonObject,
  newId,
  type UserId,
  type VersionId,
  type WorkflowId,
  type WorkspaceId,
} from '@muster/schema';
import { z } from 'zod';
import { type ExecutionPlan, executionPlan } from '../../compiler/plan';
import { readPlan } from '../../compiler/plan/read-plan';
import type { PageQuery } from '../../shared/paging';
import { type Payload, payloadsWithin } from '../../shared/payload.repository';
import { inWorkspace } from '../../shared/workspace-scope';
import { recordPublication } from '../publication/publication.repository';
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
export type VersionPart = 'graph' | 'report';
const versionParts: Readonly<Record<VersionPart, Prisma.Sql>> = {
  graph: Prisma.sql`graph AS payload, "graphBytes" AS bytes`,
  report: Prisma.sql`report AS payload, "reportBytes" AS bytes`,
};

type PublishedId = Pick<VersionRecord, 'id' | 'workflowId'>;

/** A trigger of a version, as the plan has it. */
const versionTrigger = z.object({
  nodeId: z.string(),
  type: z.string(),
  name: z.string(),
  disabled: z.boolean(),
  /** JSON Schema it checks a run's input with. */
  inputSchema: z.custom<JsonObject>(isJsonObject).nullable(),
});
export type VersionTrigger = z.infer<typeof versionTrigger>;

/** The part of a plan that is read to start a run. Of the current plan version only: older plans are read as a whole. */
const planStart = executionPlan.pick({ planVersion: true, kind: true, squadWorkflowIds: true }).extend({
  /** In the order of the plan; none for a squad. */
  triggers: z.array(versionTrigger),
});
/** What must be known of a version to start a run of it. */
export type VersionStart = PublishedId & Omit<z.infer<typeof planStart>, 'planVersion'>;

const startOf = ({ kind, squadWorkflowIds, nodes }: ExecutionPlan): Omit<z.infer<typeof planStart>, 'planVersion'> => ({
  kind,
  squadWorkflowIds,
  triggers: nodes.flatMap(({ id: nodeId, type, name, policy: { disabled }, operation }) =>
    factsOf(operation).isStart
      ? [{ nodeId, type, name, disabled, inputSchema: 'inputSchema' in operation ? operation.inputSchema : null }]
      : [],
  ),
});

/** Everything a publication stores; contents are JSON text. */
export interface NewVersion {
  hash: string;
  graph: string;
  plan: string;
  functions: string;
  report: string;
  publishedBy: UserId;
}

/** What the column holds; cursors come from outside. */
const LARGEST_NUMBER = 2 ** 31 - 1;

const columns = { id: true, workflowId: true, number: true, hash: true, publishedAt: true } as const;

type Row = Prisma.VersionGetPayload<{ select: typeof columns }>;
const toRecord = (row: Row): VersionRecord => row as VersionRecord;

/** The nodes of a stored plan; none when it has no list of them. */
const nodesOf = (plan: Prisma.Sql) =>
  Prisma.sql`CASE WHEN jsonb_typeof(${plan}->'nodes') = 'array' THEN ${plan}->'nodes' ELSE '[]'::jsonb END`;

/** Published versions of a workspace. They never change and are never deleted. */
export function createVersionRepository(db: Database) {
  return {
    async byIds(workspaceId: WorkspaceId, ids: readonly VersionId[]): Promise<VersionRecord[]> {
      const where = { id: { in: [...ids] }, ...inWorkspace(workspaceId) };
      return (await db.version.findMany({ where, select: columns })).map(toRecord);
    },

    /** One part of each of these, in all at most `mostBytes`. */
    async contents(
      workspaceId: WorkspaceId,
      part: VersionPart,
      ids: readonly VersionId[],
      mostBytes: number,
    ): Promise<Payload[]> {
      const { workspaceId: scope } = inWorkspace(workspaceId);
      const named = Prisma.sql`SELECT id, ${versionParts[part]} FROM "Version"
        WHERE "workspaceId" = ${scope} AND id = ANY(${[...ids]}::text[])`;
      return payloadsWithin(db, mostBytes, named);
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

    /**
     * The plan stays in the database, since it may have many megabytes, unless it is of an older version.
     * @throws UserError `PLAN_UNREADABLE`
     */
    async start(workspaceId: WorkspaceId, id: VersionId): Promise<VersionStart | null> {
      const [row] = await db.$queryRaw<(Record<keyof PublishedId, string> & Record<string, unknown>)[]>`
        SELECT id, "workflowId", plan->'planVersion' AS "planVersion", plan->>'kind' AS kind,
          plan->'squadWorkflowIds' AS "squadWorkflowIds",
          (SELECT COALESCE(jsonb_agg(jsonb_build_object('nodeId', node->'id', 'type', node->'type', 'name', node->'name',
              'disabled', node->'policy'->'disabled', 'inputSchema', node->'operation'->'inputSchema') ORDER BY place), '[]')
            FROM jsonb_array_elements(${nodesOf(Prisma.sql`plan`)}) WITH ORDINALITY AS nodes(node, place)
            WHERE node->'operation'->>'kind' = 'trigger') AS triggers
        FROM "Version" WHERE id = ${id} AND "workspaceId" = ${inWorkspace(workspaceId).workspaceId}`;
      if (!row) return null;
      const published = { id, workflowId: row.workflowId as WorkflowId };
      const parsed = planStart.safeParse(row);
      if (parsed.success) return { ...published, ...parsed.data };
      const where = { id, ...inWorkspace(workspaceId) };
      const { plan } = await db.version.findFirstOrThrow({ where, select: { plan: true } });
      return { ...published, ...startOf(readPlan(plan)) };
    },

    /** The nodes of a version that hand tasks to squads, in the order of the plan. */
    async squadNodes(workspaceId: WorkspaceId, id: VersionId): Promise<{ nodeId: string; workflowId: WorkflowId }[]> {
      return db.$queryRaw`
        SELECT node->>'id' AS "nodeId", node->'operation'->>'workflowId' AS "workflowId"
        FROM "Version" v, jsonb_array_elements(${nodesOf(Prisma.sql`v.plan`)}) WITH ORDINALITY AS nodes(node, place)
        WHERE v.id = ${id} AND v."workspaceId" = ${inWorkspace(workspaceId).workspaceId}
          AND node->'operation'->>'kind' = 'squad'
        ORDER BY place`;
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
      { hash, graph, plan, functions, report, publishedBy }: NewVersion,
    ): Promise<VersionRecord | null> {
      return db.$transaction(async (tx) => {
        const workflow = await lockWorkflow(tx, workspaceId, workflowId);
        if (!workflow || workflow.draftRevision !== expectedRevision) return null;
        const scope = { ...inWorkspace(workspaceId), workflowId };
        const last = await tx.version.findFirst({ where: scope, orderBy: { number: 'desc' }, select: columns });
        if (last && last.hash === hash && last.id === workflow.publishedVersionId) return toRecord(last);
        const id = newId('version');
        const number = (last?.number ?? 0) + 1;
        // Not by Prisma's `create`, which takes contents apart that may have many megabytes.
        const [version] = await tx.$queryRaw<Row[]>`
          INSERT INTO "Version" (id, "workspaceId", "workflowId", number, hash, "publishedBy", graph, plan, functions, report)
          VALUES (${id}, ${scope.workspaceId}, ${workflowId}, ${number}::int, ${hash}, ${publishedBy},
            ${graph}::jsonb, ${plan}::jsonb, ${functions}::jsonb, ${report}::jsonb)
          RETURNING id, "workflowId", number, hash, "publishedAt"`;
        invariant(version, 'a row that was inserted comes back');
        const where = { id: workflowId, ...inWorkspace(workspaceId) };
        await tx.workflow.updateMany({ where, data: { publishedVersionId: id } });
        const replacedVersionId = workflow.publishedVersionId;
        await recordPublication(tx, { kind: 'published', workspaceId, workflowId, versionId: id, replacedVersionId });
        return toRecord(version);
      });
    },
  };
}
export type VersionRepository = ReturnType<typeof createVersionRepository>;
