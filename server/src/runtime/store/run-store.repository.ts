import { type Database, Prisma } from '@muster/prisma';
import {
  descendantPrefix,
  edgeKinds,
  type Iteration,
  type RunId,
  type RunStatus,
  runEventTypes,
  type Usage,
  valueOfEvent,
} from '@muster/schema';
import type { EndingGuard, EventBus, NodeKey, RunStore, TranscriptRecord } from '../run-store';
import { withCachedViews } from './cached-views';
import { createRunStore } from './create-run-store';
import { toStorable } from './json-text';
import type { RunPersistence, RunView } from './run-persistence';
import { type EventRow, type NodeRunRow, type RunRow, toEvent, toNodeRun, toRunHead, toRunRecord } from './run-rows';
import { writeStatement } from './write-statement.repository';

/** Events are read until they have so many bytes; the last of them may go over it. */
const EVENT_PAGE_BYTES = 2_000_000;

const typesWithValue = [...runEventTypes].filter((type) => valueOfEvent(type) !== null);
const hasValue = Prisma.sql`type = ANY(${typesWithValue}::text[])`;
const summaryOfEvent = Prisma.sql`CASE WHEN ${hasValue} THEN data - 'input' - 'output' ELSE data END`;
/** What is left of an event with a value is small and of one size, about. */
const summaryBytes = Prisma.sql`CASE WHEN ${hasValue} THEN 200 ELSE "dataBytes" END`;

const nodeRunColumns = Prisma.sql`n.id, n."runId", n."nodeId", n.iteration, n.status::text AS status, n.attempt, n.ports,
  n.input, n.output, n.error, n."inputTokens", n."outputTokens", n."costUsd", n."modelCalls", n."startedAt", n."finishedAt"`;

const runColumns = Prisma.sql`r.id, r."workspaceId", r."workflowId", r."versionId", r.status::text AS status, r."triggerNodeId",
  r."startedBy", r.input, r.pins`;

/** A unique or serialisation fault means that another writer was first: read again and decide again. */
const isConflict = (error: unknown): boolean => {
  const code = (error as { meta?: { code?: unknown } }).meta?.code ?? (error as { code?: unknown }).code;
  return code === '23505' || code === '40001' || code === '40P01' || code === 'P2002' || code === 'P2034';
};

const keysOf = (keys: readonly NodeKey[]) => Prisma.sql`
  SELECT * FROM unnest(${keys.map((key) => key.nodeId)}::text[], ${keys.map((key) => key.iteration)}::text[])`;

/** `endsScope` in SQL. */
const endingOf = (runId: RunId, { iterations, stopNodeIds }: EndingGuard) => Prisma.sql`EXISTS (
  SELECT 1 FROM "NodeRun" e WHERE e."runId" = ${runId} AND e.iteration = ANY(${[...iterations]}::text[])
    AND cardinality(e.ports) = 0
    AND (e.status = 'FAILED' OR (e.status = 'SUCCEEDED' AND e."nodeId" = ANY(${[...stopNodeIds]}::text[]))))`;

/** As `isWithinIteration`. */
const isWithin = (column: Prisma.Sql, iteration: Iteration) =>
  Prisma.sql`(${column} = ${iteration} OR starts_with(${column}, ${descendantPrefix(iteration)}))`;

const transcriptOf = (runId: RunId, entries: readonly TranscriptRecord[]) => Prisma.sql`EXISTS (
  SELECT 1 FROM "TranscriptEntry" t WHERE t."runId" = ${runId}
    AND (t."nodeId", t.iteration, t.turn, t.position) IN (SELECT * FROM unnest(
      ${entries.map((entry) => entry.nodeId)}::text[], ${entries.map((entry) => entry.iteration)}::text[],
      ${entries.map((entry) => entry.turn)}::int[], ${entries.map((entry) => entry.position)}::int[])))`;

type HeadRow = RunRow & Record<keyof Usage, number> & { lastSeq: number; ending: boolean; hasTranscript: boolean };

function createPersistence(db: Database): RunPersistence {
  async function view(runId: RunId, question: Parameters<RunPersistence['view']>[1]): Promise<RunView | null> {
    const { keys = [], withoutPayloads = false, guard, transcript = [] } = question;
    const head = Prisma.sql`SELECT ${runColumns}, r."lastSeq", r."inputTokens", r."outputTokens", r."costUsd", r."modelCalls",
        ${guard ? endingOf(runId, guard) : Prisma.sql`false`} AS ending,
        ${transcript.length > 0 ? transcriptOf(runId, transcript) : Prisma.sql`false`} AS "hasTranscript"`;
    const wanted = withoutPayloads ? Prisma.sql`to_jsonb(n) - 'input' - 'output'` : Prisma.sql`to_jsonb(n)`;
    // One statement, so that the run and its rows are of one moment; rows come as JSON to keep the run to one row.
    const rows =
      keys.length === 0
        ? Prisma.sql`NULL::jsonb AS rows`
        : Prisma.sql`(SELECT jsonb_agg(${wanted}) FROM "NodeRun" n WHERE n."runId" = ${runId}
            AND (n."nodeId", n.iteration) IN (${keysOf(keys)})) AS rows`;
    const found = await db.$queryRaw<(HeadRow & { rows: NodeRunRow[] | null })[]>(
      Prisma.sql`${head}, ${rows} FROM "Run" r WHERE r.id = ${runId}`,
    );
    const [row] = found;
    if (!row) return null;
    const { inputTokens, outputTokens, costUsd, modelCalls } = row;
    return {
      ...toRunHead(row),
      lastSeq: row.lastSeq,
      usage: { inputTokens, outputTokens, costUsd, modelCalls },
      rows: (row.rows ?? []).map(toNodeRun),
      ending: row.ending,
      hasTranscript: row.hasTranscript,
    };
  }

  return {
    view,

    async write(change) {
      try {
        const written = await db.$queryRaw<{ lastSeq: number }[]>(writeStatement(change));
        const lastSeq = written[0]?.lastSeq;
        if (lastSeq === undefined) return null;
        const at = change.at.toISOString();
        const first = lastSeq - change.events.length + 1;
        return toStorable(change.events).map((event, index) =>
          toEvent({ ...event, runId: change.runId, seq: first + index, at }),
        );
      } catch (error) {
        if (isConflict(error)) return null;
        throw error;
      }
    },

    async load(runId) {
      const rows = await db.$queryRaw<RunRow[]>(Prisma.sql`SELECT ${runColumns} FROM "Run" r WHERE r.id = ${runId}`);
      return rows[0] ? toRunRecord(rows[0]) : null;
    },

    async nodeRuns(runId, iteration) {
      const only = iteration === undefined ? Prisma.empty : Prisma.sql`AND n.iteration = ${iteration}`;
      const rows = await db.$queryRaw<NodeRunRow[]>(
        Prisma.sql`SELECT ${nodeRunColumns} FROM "NodeRun" n WHERE n."runId" = ${runId} ${only} ORDER BY n.id`,
      );
      return rows.map(toNodeRun);
    },

    async nodeRun(key) {
      const rows = await db.$queryRaw<NodeRunRow[]>(Prisma.sql`SELECT ${nodeRunColumns} FROM "NodeRun" n
        WHERE n."runId" = ${key.runId} AND n."nodeId" = ${key.nodeId} AND n.iteration = ${key.iteration}`);
      return rows[0] ? toNodeRun(rows[0]) : null;
    },

    async transcript({ runId, nodeId, iteration }) {
      const where = { runId, nodeId, iteration };
      const rows = await db.transcriptEntry.findMany({ where, orderBy: [{ turn: 'asc' }, { position: 'asc' }] });
      return rows.map(({ turn, position, entry }) => ({
        ...where,
        turn,
        position,
        entry: entry as TranscriptRecord['entry'],
      }));
    },

    async events(runId, afterSeq, limit) {
      const rows = await db.$queryRaw<EventRow[]>(Prisma.sql`
        SELECT "runId", seq, type, "nodeId", iteration, at, data FROM "RunEvent"
        WHERE "runId" = ${runId} AND seq > ${afterSeq} ORDER BY seq LIMIT ${limit}`);
      return rows.map(toEvent);
    },

    async follow(runId, afterSeq, limit, summaries = false) {
      const data = summaries ? summaryOfEvent : Prisma.sql`data`;
      const bytes = summaries ? summaryBytes : Prisma.sql`"dataBytes"`;
      const rows = await db.$queryRaw<
        ({ status: RunStatus; lastSeq: number } & (EventRow | { seq: null }))[]
      >(Prisma.sql`
        SELECT r.status::text AS status, r."lastSeq", e."runId", e.seq, e.type, e."nodeId", e.iteration, e.at, e.data
        FROM "Run" r LEFT JOIN LATERAL (
          SELECT "runId", seq, type, "nodeId", iteration, at, ${data} AS data FROM (
            SELECT *, sum(${bytes}) OVER (ORDER BY seq) - ${bytes} AS before FROM (
              SELECT * FROM "RunEvent" WHERE "runId" = r.id AND seq > ${afterSeq} ORDER BY seq LIMIT ${limit}) AS next
          ) AS summed WHERE before < ${EVENT_PAGE_BYTES}::bigint) e ON true
        WHERE r.id = ${runId} ORDER BY e.seq`);
      const [first] = rows;
      if (!first) return null;
      const events = rows.flatMap((row) => (row.seq === null ? [] : toEvent(row)));
      return { status: first.status, lastSeq: first.lastSeq, events };
    },

    async usage(runId, iteration) {
      const rows = await db.$queryRaw<(Usage & { messages: number })[]>(Prisma.sql`
        SELECT COALESCE(sum("inputTokens"), 0)::int AS "inputTokens", COALESCE(sum("outputTokens"), 0)::int AS "outputTokens",
          COALESCE(sum("costUsd"), 0)::float8 AS "costUsd", COALESCE(sum("modelCalls"), 0)::int AS "modelCalls",
          (SELECT count(*)::int FROM "Message" m WHERE m."runId" = ${runId} AND ${isWithin(Prisma.sql`m.iteration`, iteration)}
            AND m.kind = ANY(${[...edgeKinds]}::text[])) AS messages
        FROM "NodeRun" n WHERE n."runId" = ${runId} AND ${isWithin(Prisma.sql`n.iteration`, iteration)}`);
      return rows[0] ?? { inputTokens: 0, outputTokens: 0, costUsd: 0, modelCalls: 0, messages: 0 };
    },
  };
}

/** A `RunStore` on Postgres. Runs come in through `createPostgresRunIntake`. */
export const createPostgresRunStore = (db: Database, bus: EventBus): RunStore =>
  createRunStore(withCachedViews(createPersistence(db)), bus);
