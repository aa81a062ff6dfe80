import { type Database, Prisma } from '@muster/prisma';
import { newId, type RunId, UserError, type VersionId, type WorkspaceId } from '@muster/schema';
import { z } from 'zod';
import { toJsonText } from '../store/json-text';
import { type OpenRun, type OutboxEntry, outboxId, type RunIntake } from './run-intake';

const outboxPayload = z.object({
  runId: z.string().transform((id) => id as RunId),
  versionId: z.string().transform((id) => id as VersionId),
});

/** How long the acceptor has to tell the engine by itself before a relay looks at the entry. */
const HEAD_START_MS = 1000;

const inMs = (milliseconds: number) => Prisma.sql`now() + ${milliseconds}::float8 * interval '1 millisecond'`;

type OpenRow = { id: string; workspaceId: string; versionId: string };
const toOpenRun = (row: OpenRow): OpenRun => ({
  runId: row.id as RunId,
  workspaceId: row.workspaceId as WorkspaceId,
  versionId: row.versionId as VersionId,
});

/** Where runs come in, on Postgres. */
export function createPostgresRunIntake(db: Database): RunIntake {
  return {
    async accept({ workspaceId, workflowId, versionId, triggerNodeId, startedBy, input, idempotencyKey = null, pins }) {
      const runId = newId('run');
      // Run and outbox entry by one statement: one transaction, and the unique key decides who was first.
      const made = await db.$queryRaw<{ id: string }[]>(Prisma.sql`
        WITH run AS (
          INSERT INTO "Run" (id, "workspaceId", "workflowId", "versionId", input, pins, "idempotencyKey",
            "triggerNodeId", "startedBy")
          SELECT ${runId}, v."workspaceId", v."workflowId", v.id, ${toJsonText(input)}::jsonb, ${toJsonText(pins)}::jsonb,
            ${idempotencyKey}::text, ${triggerNodeId}::text, ${toJsonText(startedBy)}::jsonb
          FROM "Version" v
          WHERE v.id = ${versionId} AND v."workflowId" = ${workflowId} AND v."workspaceId" = ${workspaceId}
          ON CONFLICT ("workspaceId", "idempotencyKey") DO NOTHING
          RETURNING id, "versionId"
        ), outbox AS (
          INSERT INTO "Outbox" (id, kind, payload, "availableAt")
          SELECT ${outboxId(runId)}, 'run', jsonb_build_object('runId', run.id, 'versionId', run."versionId"),
            ${inMs(HEAD_START_MS)}
          FROM run
        )
        SELECT id FROM run`);
      if (made.length > 0) return { runId, created: true };
      const [first] = await db.$queryRaw<{ id: string }[]>(Prisma.sql`
        SELECT id FROM "Run" WHERE "workspaceId" = ${workspaceId} AND "idempotencyKey" = ${idempotencyKey}::text`);
      if (!first) throw new UserError('NOT_FOUND', 'There is no such version of this workflow in your workspace.');
      return { runId: first.id as RunId, created: false };
    },

    async takeOutbox(limit, leaseMs) {
      const rows = await db.$queryRaw<{ id: string; payload: unknown; attempts: number }[]>(
        Prisma.sql`
          UPDATE "Outbox" SET attempts = attempts + 1, "availableAt" = ${inMs(leaseMs)}
          WHERE id IN (SELECT id FROM "Outbox" WHERE "availableAt" <= now() ORDER BY "availableAt" LIMIT ${limit}
            FOR UPDATE SKIP LOCKED)
          RETURNING id, payload, attempts`,
      );
      return rows.map(({ id, payload, attempts }): OutboxEntry => {
        // With no version the engine finds no function, gives up, and the run ends as lost: better than waiting for ever.
        const unreadable = { runId: id.slice(outboxId('').length) as RunId, versionId: '' as VersionId };
        return { id, ...(outboxPayload.safeParse(payload).data ?? unreadable), attempts: attempts - 1 };
      });
    },

    async removeOutbox(ids) {
      await db.$executeRaw(Prisma.sql`DELETE FROM "Outbox" WHERE id = ANY(${ids}::text[])`);
    },

    async retryOutbox(id, delayMs) {
      await db.$executeRaw(Prisma.sql`UPDATE "Outbox" SET "availableAt" = ${inMs(delayMs)} WHERE id = ${id}`);
    },

    async openRuns(olderThanMs, afterRunId, limit) {
      const rows = await db.$queryRaw<OpenRow[]>(Prisma.sql`
        SELECT r.id, r."workspaceId", r."versionId" FROM "Run" r
        WHERE r.status IN ('QUEUED', 'RUNNING', 'WAITING') AND r.id > ${afterRunId}
          AND r."createdAt" < ${inMs(-olderThanMs)}
          AND NOT EXISTS (SELECT 1 FROM "Outbox" o WHERE o.id = ${outboxId('')} || r.id)
        ORDER BY r.id LIMIT ${limit}`);
      return rows.map(toOpenRun);
    },

    async find(runId, workspaceId) {
      const rows = await db.$queryRaw<OpenRow[]>(Prisma.sql`
        SELECT id, "workspaceId", "versionId" FROM "Run" WHERE id = ${runId} AND "workspaceId" = ${workspaceId}`);
      return rows[0] ? toOpenRun(rows[0]) : null;
    },
  };
}
