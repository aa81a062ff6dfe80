import { type Database, Prisma } from '@muster/prisma';
import type { Json } from '@muster/schema';
import { toJsonText } from '../../store/json-text';
import type { EngineJobs, JobEnd, JobRecord, Lease, NewJob, StepRecord, Woken } from './engine-jobs';

const inMs = (milliseconds: number | null) =>
  milliseconds === null
    ? Prisma.sql`NULL::timestamptz`
    : Prisma.sql`now() + ${milliseconds}::float8 * interval '1 millisecond'`;

const stepJson = Prisma.sql`jsonb_build_object('stepId', s."stepId", 'status', s.status, 'result', s.result,
  'error', s.error->>'message', 'attempts', s.attempts, 'wakeInMs', extract(epoch FROM s."wakeAt" - now()) * 1000)`;

// Statements are prepared while the tables are still small, so they must leave no choice: rows are found by their keys,
// never by an index on a status (a status compared as text has none) nor by a join that could read a whole table.

/** A claim still holds. */
const held = (jobId: string, owner: string) =>
  Prisma.sql`id = ${jobId} AND "leaseOwner" = ${owner} AND status::text = 'RUNNING'`;

const errorJson = (message: string) => Prisma.sql`${toJsonText({ message })}::jsonb`;
const resultOf = (end: JobEnd) =>
  'result' in end ? Prisma.sql`${toJsonText(end.result)}::jsonb` : Prisma.sql`NULL::jsonb`;
const errorOf = (end: JobEnd) => ('error' in end ? errorJson(end.error) : Prisma.sql`NULL::jsonb`);

function jobValues(job: NewJob, lease: Lease | null): Prisma.Sql {
  const state = lease
    ? Prisma.sql`'RUNNING'::"EngineJobStatus", NULL::timestamptz, ${lease.owner}::text, ${inMs(lease.leaseMs)}, 1`
    : Prisma.sql`'READY'::"EngineJobStatus", now(), NULL::text, NULL::timestamptz, 0`;
  return Prisma.sql`${job.id}, ${job.key}, ${job.functionId}, ${job.runId}::text, ${toJsonText(job.data)}::jsonb, ${state}`;
}
const jobColumns = Prisma.sql`id, key, "functionId", "runId", data, status, "wakeAt", "leaseOwner", "leaseUntil", claims`;

/** Wakes the jobs of the steps in `settled`; one that runs looks at its steps before it parks. */
const wakeParked = Prisma.sql`
  UPDATE "EngineJob" p SET "wakeAt" = CASE WHEN p.status = 'PARKED' THEN now() ELSE p."wakeAt" END
  WHERE p.id = ANY(ARRAY(SELECT "jobId" FROM settled)) AND p.status::text IN ('PARKED', 'RUNNING')`;

/** The embedded engine's jobs on Postgres. */
export function createPostgresEngineJobs(db: Database): EngineJobs {
  return {
    async insert(job, lease) {
      const made = await db.$executeRaw(Prisma.sql`
        INSERT INTO "EngineJob" (${jobColumns}) VALUES (${jobValues(job, lease)}) ON CONFLICT (key) DO NOTHING`);
      return made > 0;
    },

    claim: ({ owner, leaseMs }, limit) =>
      db.$queryRaw<JobRecord[]>(Prisma.sql`
        WITH claimed AS (
          UPDATE "EngineJob" SET status = 'RUNNING', "leaseOwner" = ${owner}, "leaseUntil" = ${inMs(leaseMs)},
            "wakeAt" = NULL, claims = claims + 1
          WHERE id IN (
            SELECT id FROM "EngineJob"
            WHERE (status IN ('READY', 'PARKED') AND "wakeAt" <= now()) OR (status = 'RUNNING' AND "leaseUntil" < now())
            ORDER BY COALESCE("wakeAt", "leaseUntil") LIMIT ${limit} FOR UPDATE SKIP LOCKED)
          RETURNING id, "functionId", "runId", data, claims, attempts)
        SELECT c.*, COALESCE((SELECT jsonb_agg(${stepJson}) FROM "EngineStep" s WHERE s."jobId" = c.id), '[]') AS steps
        FROM claimed c`),

    async heartbeat({ owner, leaseMs }) {
      const rows = await db.$queryRaw<{ id: string }[]>(Prisma.sql`
        UPDATE "EngineJob" SET "leaseUntil" = ${inMs(leaseMs)} WHERE "leaseOwner" = ${owner} AND status = 'RUNNING'
        RETURNING id`);
      return rows.map(({ id }) => id);
    },

    settled: (jobIds) =>
      db.$queryRaw<Woken[]>(Prisma.sql`
        SELECT s."jobId", ${stepJson} AS step FROM "EngineStep" s
        WHERE s."jobId" = ANY(${jobIds}::text[]) AND s.status <> 'PENDING' AND s.kind IN ('event', 'invoke')`),

    async finishStep({ jobId, owner }, { stepId, kind, progress, ...end }) {
      const status = 'error' in end ? Prisma.sql`'FAILED'` : Prisma.sql`'DONE'`;
      const job = progress
        ? Prisma.sql`UPDATE "EngineJob" SET claims = 0 WHERE ${held(jobId, owner)} RETURNING id`
        : Prisma.sql`SELECT id FROM "EngineJob" WHERE ${held(jobId, owner)}`;
      const rows = await db.$queryRaw<{ step: StepRecord }[]>(Prisma.sql`
        WITH job AS (${job}), s AS (
          INSERT INTO "EngineStep" AS o ("jobId", "stepId", kind, status, result, error)
          SELECT job.id, ${stepId}, ${kind}, ${status}::"EngineStepStatus", ${resultOf(end)}, ${errorOf(end)} FROM job
          ON CONFLICT ("jobId", "stepId") DO UPDATE SET
            status = CASE WHEN o.status = 'PENDING' THEN excluded.status ELSE o.status END,
            result = CASE WHEN o.status = 'PENDING' THEN excluded.result ELSE o.result END,
            error = CASE WHEN o.status = 'PENDING' THEN excluded.error ELSE o.error END
          RETURNING *)
        SELECT ${stepJson} AS step FROM s`);
      return rows[0]?.step ?? null;
    },

    async waitStep({ jobId, owner }, { stepId, kind, wakeInMs, attempts = 0, wait }) {
      const made = await db.$executeRaw(Prisma.sql`
        INSERT INTO "EngineStep" ("jobId", "stepId", kind, status, attempts, "wakeAt", "waitEvent", "waitPath", "waitValue")
        SELECT id, ${stepId}, ${kind}, 'PENDING', ${attempts}::int, ${inMs(wakeInMs)}, ${wait?.event ?? null}::text,
          ${wait?.match.path ?? null}::text, ${wait ? toJsonText(wait.match.value) : null}::jsonb
        FROM "EngineJob" WHERE ${held(jobId, owner)}
        ON CONFLICT ("jobId", "stepId") DO UPDATE SET attempts = excluded.attempts, "wakeAt" = excluded."wakeAt"`);
      return made > 0;
    },

    async invoke({ jobId, owner }, stepId, child, lease) {
      const rows = await db.$queryRaw<{ childIsNew: boolean }[]>(Prisma.sql`
        WITH job AS (SELECT id FROM "EngineJob" WHERE ${held(jobId, owner)}),
        child AS (
          INSERT INTO "EngineJob" (${jobColumns}, "parentJobId", "parentStepId")
          SELECT ${jobValues(child, lease)}, job.id, ${stepId} FROM job
          ON CONFLICT (key) DO NOTHING RETURNING id),
        step AS (
          INSERT INTO "EngineStep" ("jobId", "stepId", kind, status) SELECT job.id, ${stepId}, 'invoke', 'PENDING' FROM job
          ON CONFLICT DO NOTHING)
        SELECT EXISTS (SELECT 1 FROM child) AS "childIsNew" FROM job`);
      return rows[0] ?? null;
    },

    park: ({ jobId, owner }, waiting, wakeInMs, attempts) =>
      db.$transaction(async (tx) => {
        // Whoever settles a step locks the job's row too: from here on, a step is either settled already, or finds the job parked.
        const locked = await tx.$queryRaw<unknown[]>(
          Prisma.sql`SELECT 1 FROM "EngineJob" WHERE ${held(jobId, owner)} FOR UPDATE`,
        );
        if (locked.length === 0) return false;
        const settled = Prisma.sql`EXISTS (SELECT 1 FROM "EngineStep" s WHERE s."jobId" = ${jobId}
          AND s.status <> 'PENDING' AND s."stepId" = ANY(${waiting}::text[]))`;
        await tx.$executeRaw(Prisma.sql`
          UPDATE "EngineJob" SET status = 'PARKED', "leaseOwner" = NULL, "leaseUntil" = NULL, claims = 0,
            attempts = ${attempts}::int, "wakeAt" = CASE WHEN ${settled} THEN now() ELSE ${inMs(wakeInMs)} END
          WHERE id = ${jobId}`);
        return true;
      }),

    async finish({ jobId, owner }, end) {
      const status = 'error' in end ? Prisma.sql`'FAILED'` : Prisma.sql`'DONE'`;
      const rows = await db.$queryRaw<{ jobId: string | null; step: StepRecord | null }[]>(Prisma.sql`
        WITH job AS (
          UPDATE "EngineJob" SET status = ${status}::"EngineJobStatus", result = ${resultOf(end)}, error = ${errorOf(end)},
            "finishedAt" = now(), "leaseOwner" = NULL, "leaseUntil" = NULL, "wakeAt" = NULL
          WHERE ${held(jobId, owner)} RETURNING id, "parentJobId", "parentStepId"),
        settled AS (
          UPDATE "EngineStep" s SET status = ${status}::"EngineStepStatus", result = ${resultOf(end)}, error = ${errorOf(end)}
          WHERE s."jobId" = (SELECT "parentJobId" FROM job) AND s."stepId" = (SELECT "parentStepId" FROM job)
            AND s.status::text = 'PENDING'
          RETURNING s.*),
        parent AS (${wakeParked})
        SELECT s."jobId", CASE WHEN s."jobId" IS NULL THEN NULL ELSE ${stepJson} END AS step
        FROM job LEFT JOIN settled s ON true`);
      const [row] = rows;
      if (!row) return null;
      return { woken: row.jobId !== null && row.step ? { jobId: row.jobId, step: row.step } : null };
    },

    async wake(jobId) {
      await db.$executeRaw(
        Prisma.sql`UPDATE "EngineJob" SET "wakeAt" = now() WHERE id = ${jobId} AND status = 'PARKED'`,
      );
    },

    async sendEvents(events) {
      const woken: Woken[] = [];
      for (const { name, data } of events) {
        const payload = toJsonText({ name, data } satisfies Json);
        const rows = await db.$queryRaw<Woken[]>(Prisma.sql`
          WITH settled AS (
            UPDATE "EngineStep" s SET status = 'DONE', result = ${payload}::jsonb
            WHERE s."waitEvent" = ${name} AND s.status = 'PENDING'
              AND ${payload}::jsonb #> ('{data}'::text[] || string_to_array(s."waitPath", '.')) = s."waitValue"
              AND EXISTS (SELECT 1 FROM "EngineJob" j WHERE j.id = s."jobId" AND j.status IN ('RUNNING', 'PARKED'))
            RETURNING s.*),
          woken AS (${wakeParked})
          SELECT s."jobId", ${stepJson} AS step FROM settled s`);
        woken.push(...rows);
      }
      return woken;
    },

    async cancelRun(runId) {
      const rows = await db.$queryRaw<{ id: string }[]>(Prisma.sql`
        UPDATE "EngineJob" SET status = 'CANCELLED', "finishedAt" = now(), "leaseOwner" = NULL, "leaseUntil" = NULL,
          "wakeAt" = NULL
        WHERE "runId" = ${runId} AND status IN ('READY', 'RUNNING', 'PARKED') RETURNING id`);
      return rows.map(({ id }) => id);
    },

    async aliveRuns(runIds) {
      const rows = await db.$queryRaw<{ runId: string }[]>(Prisma.sql`
        SELECT DISTINCT "runId" FROM "EngineJob"
        WHERE "runId" = ANY(${runIds}::text[]) AND status IN ('READY', 'RUNNING', 'PARKED')`);
      return rows.map(({ runId }) => runId);
    },

    purge: (olderThanMs, limit) =>
      db.$executeRaw(Prisma.sql`
        DELETE FROM "EngineJob" WHERE id IN (
          SELECT id FROM "EngineJob"
          WHERE status IN ('DONE', 'FAILED', 'CANCELLED') AND "finishedAt" < ${inMs(-olderThanMs)} LIMIT ${limit})`),

    async release(owner) {
      await db.$executeRaw(Prisma.sql`
        UPDATE "EngineJob" SET status = 'READY', "wakeAt" = now(), "leaseOwner" = NULL, "leaseUntil" = NULL, claims = 0
        WHERE "leaseOwner" = ${owner} AND status = 'RUNNING'`);
    },
  };
}
