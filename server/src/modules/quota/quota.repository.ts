import { type Database, Prisma } from '@muster/prisma';
import type { WorkspaceId } from '@muster/schema';
import { inWorkspace } from '../../shared/workspace-scope';

/** What a workspace has and holds. Nothing here looks at more rows than a quota allows, or at what runs left behind. */
export function createQuotaRepository(db: Database) {
  return {
    /** Runs that are queued or running; counting ends at `most`. */
    async runsUnderWay(workspaceId: WorkspaceId, most: number): Promise<number> {
      const { workspaceId: scope } = inWorkspace(workspaceId);
      const [row] = await db.$queryRaw<{ count: number }[]>`
        SELECT count(*)::int AS count FROM (
          SELECT 1 FROM "Run" WHERE "workspaceId" = ${scope} AND status IN ('QUEUED', 'RUNNING') LIMIT ${most}) AS open`;
      return row?.count ?? 0;
    },

    workflows: async (workspaceId: WorkspaceId): Promise<number> =>
      db.workflow.count({ where: { ...inWorkspace(workspaceId), deletedAt: null } }),

    apiKeys: async (workspaceId: WorkspaceId): Promise<number> =>
      db.apikey.count({ where: { referenceId: inWorkspace(workspaceId).workspaceId } }),

    /** Bytes of drafts, versions and of the runs that were counted. */
    async storedBytes(workspaceId: WorkspaceId): Promise<number> {
      const { workspaceId: scope } = inWorkspace(workspaceId);
      const [row] = await db.$queryRaw<{ bytes: number }[]>`
        SELECT (COALESCE((SELECT sum("draftBytes") FROM "Workflow" WHERE "workspaceId" = ${scope}), 0)
          + COALESCE((SELECT sum("graphBytes" + "reportBytes") FROM "Version" WHERE "workspaceId" = ${scope}), 0)
          + COALESCE((SELECT "runBytes" FROM "WorkspaceUsage" WHERE "workspaceId" = ${scope}), 0))::float8 AS bytes`;
      return row?.bytes ?? 0;
    },
  };
}
export type QuotaRepository = ReturnType<typeof createQuotaRepository>;

/**
 * Counts what runs hold that have ended since the last time: once for each run, away from the writes of running ones.
 * Serves all workspaces. Resolves to how many were counted.
 */
export async function countEndedRuns(db: Database, most: number): Promise<number> {
  return db.$executeRaw(Prisma.sql`
    WITH ended AS (
      SELECT id, "workspaceId", COALESCE("inputBytes", 0) + COALESCE("outputBytes", 0) AS bytes FROM "Run"
      WHERE "storedBytes" IS NULL AND "finishedAt" IS NOT NULL LIMIT ${most} FOR UPDATE SKIP LOCKED
    ), sizes AS (
      SELECT e.id, e."workspaceId", e.bytes
        + COALESCE((SELECT sum(COALESCE("inputBytes", 0) + COALESCE("outputBytes", 0)) FROM "NodeRun" WHERE "runId" = e.id), 0)
        + COALESCE((SELECT sum("dataBytes") FROM "RunEvent" WHERE "runId" = e.id), 0)
        + COALESCE((SELECT sum("partsBytes") FROM "Message" WHERE "runId" = e.id), 0)
        + COALESCE((SELECT sum(pg_column_size(entry)) FROM "TranscriptEntry" WHERE "runId" = e.id), 0) AS bytes
      FROM ended e
    ), counted AS (
      INSERT INTO "WorkspaceUsage" AS u ("workspaceId", "runBytes")
      SELECT "workspaceId", sum(bytes) FROM sizes GROUP BY "workspaceId" ORDER BY "workspaceId"
      ON CONFLICT ("workspaceId") DO UPDATE SET "runBytes" = u."runBytes" + excluded."runBytes"
    )
    UPDATE "Run" r SET "storedBytes" = sizes.bytes FROM sizes WHERE r.id = sizes.id`);
}
