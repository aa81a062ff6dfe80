import { Prisma } from '@muster/prisma';
import { isFinal } from '@muster/schema';
import { toJsonText } from './json-text';
import type { RunChange } from './run-persistence';

const openStatuses = Prisma.sql`('QUEUED', 'RUNNING', 'WAITING')`;

/** A `WITH` member that inserts one row per element of a JSON list, or nothing at all for an empty list. */
const part = (list: readonly unknown[], statement: (json: Prisma.Sql) => Prisma.Sql): Prisma.Sql =>
  list.length === 0 ? Prisma.empty : statement(Prisma.sql`jsonb_array_elements(${toJsonText(list)}::jsonb)`);

/** The run's row: locks it, checks that it is open and has not moved on, and counts the events. */
function headPart(change: RunChange): Prisma.Sql {
  const { runId, expectedSeq, at, events, addUsage, run } = change;
  const sets = [Prisma.sql`"lastSeq" = "lastSeq" + ${events.length}::int`];
  if (addUsage.modelCalls + addUsage.inputTokens + addUsage.outputTokens + addUsage.costUsd !== 0) {
    sets.push(Prisma.sql`"inputTokens" = "inputTokens" + ${addUsage.inputTokens}::int,
      "outputTokens" = "outputTokens" + ${addUsage.outputTokens}::int,
      "costUsd" = "costUsd" + ${addUsage.costUsd}::float8, "modelCalls" = "modelCalls" + ${addUsage.modelCalls}::int`);
  }
  if (run) {
    sets.push(Prisma.sql`status = ${run.status}::"RunStatus"`);
    if (run.status === 'RUNNING') sets.push(Prisma.sql`"startedAt" = COALESCE("startedAt", ${at}::timestamptz)`);
    if (isFinal(run.status)) sets.push(Prisma.sql`"finishedAt" = ${at}::timestamptz`);
    if (run.output !== undefined) sets.push(Prisma.sql`output = ${toJsonText(run.output)}::jsonb`);
    if (run.error) sets.push(Prisma.sql`error = ${toJsonText(run.error)}::jsonb`);
  }
  return Prisma.sql`head AS (
    UPDATE "Run" SET ${Prisma.join(sets)}
    WHERE id = ${runId} AND "lastSeq" = ${expectedSeq}::int AND status IN ${openStatuses}
    RETURNING id, "workspaceId", "lastSeq")`;
}

const nodesPart = ({ nodes }: RunChange): Prisma.Sql =>
  part(
    nodes.map(({ row, addUsage }) => ({ ...row, usage: addUsage })),
    (rows) => Prisma.sql`, nodes AS (
      INSERT INTO "NodeRun" AS n (id, "workspaceId", "runId", "nodeId", iteration, status, attempt, ports, input, output, error,
        "inputTokens", "outputTokens", "costUsd", "modelCalls", "startedAt", "finishedAt")
      SELECT e->>'id', head."workspaceId", head.id, e->>'nodeId', e->>'iteration', (e->>'status')::"NodeRunStatus",
        (e->>'attempt')::int, ARRAY(SELECT jsonb_array_elements_text(e->'ports')), e->'input', e->'output',
        NULLIF(e->'error', 'null'::jsonb), (e->'usage'->>'inputTokens')::int, (e->'usage'->>'outputTokens')::int,
        (e->'usage'->>'costUsd')::float8, (e->'usage'->>'modelCalls')::int,
        (e->>'startedAt')::timestamptz, (e->>'finishedAt')::timestamptz
      FROM head, ${rows} AS e
      ON CONFLICT ("runId", "nodeId", iteration) DO UPDATE SET
        status = excluded.status, attempt = excluded.attempt, ports = excluded.ports, output = excluded.output,
        error = excluded.error, "startedAt" = excluded."startedAt", "finishedAt" = excluded."finishedAt",
        "inputTokens" = n."inputTokens" + excluded."inputTokens", "outputTokens" = n."outputTokens" + excluded."outputTokens",
        "costUsd" = n."costUsd" + excluded."costUsd", "modelCalls" = n."modelCalls" + excluded."modelCalls")`,
  );

const nodeUsagePart = ({ nodeUsage }: RunChange): Prisma.Sql =>
  part(
    nodeUsage,
    (entries) => Prisma.sql`, "nodeUsage" AS (
      UPDATE "NodeRun" n SET
        "inputTokens" = n."inputTokens" + (e->'usage'->>'inputTokens')::int,
        "outputTokens" = n."outputTokens" + (e->'usage'->>'outputTokens')::int,
        "costUsd" = n."costUsd" + (e->'usage'->>'costUsd')::float8,
        "modelCalls" = n."modelCalls" + (e->'usage'->>'modelCalls')::int
      FROM head, ${entries} AS e
      WHERE n."runId" = head.id AND n."nodeId" = e->'key'->>'nodeId' AND n.iteration = e->'key'->>'iteration')`,
  );

/** Rows written by the same statement are not seen by it: only nodes that are open already are met. */
const cancelPart = ({ cancelOpenNodes, at }: RunChange): Prisma.Sql =>
  cancelOpenNodes
    ? Prisma.sql`, cancelled AS (
        UPDATE "NodeRun" n SET status = 'CANCELLED', "finishedAt" = ${at}::timestamptz FROM head
        WHERE n."runId" = head.id AND n.status IN ('RUNNING', 'WAITING'))`
    : Prisma.empty;

const eventsPart = ({ events, at }: RunChange): Prisma.Sql =>
  part(
    events,
    (rows) => Prisma.sql`, events AS (
      INSERT INTO "RunEvent" ("runId", seq, type, "nodeId", iteration, at, data)
      SELECT head.id, head."lastSeq" - ${events.length}::int + e.place::int, e.event->>'type', e.event->>'nodeId',
        e.event->>'iteration', ${at}::timestamptz, e.event->'data'
      FROM head, ${rows} WITH ORDINALITY AS e(event, place))`,
  );

const messagesPart = ({ messages, at }: RunChange): Prisma.Sql =>
  part(
    messages,
    (rows) => Prisma.sql`, messages AS (
      INSERT INTO "Message" (id, "workspaceId", "runId", "fromMember", "toMember", kind, parts, "nodeId", iteration, "inReplyTo", at)
      SELECT e->>'id', head."workspaceId", head.id, e->>'from', e->>'to', e->>'kind', e->'parts', e->>'nodeId', e->>'iteration',
        e->>'inReplyTo', ${at}::timestamptz
      FROM head, ${rows} AS e)`,
  );

const transcriptPart = ({ transcript }: RunChange): Prisma.Sql =>
  part(
    transcript,
    (rows) => Prisma.sql`, transcript AS (
      INSERT INTO "TranscriptEntry" ("runId", "nodeId", iteration, turn, position, entry)
      SELECT head.id, e->>'nodeId', e->>'iteration', (e->>'turn')::int, (e->>'position')::int, e->'entry'
      FROM head, ${rows} AS e)`,
  );

/**
 * One statement for everything a change writes, so that it is one round trip and one transaction. When the run's row does
 * not match (it is over, or others wrote meanwhile) `head` is empty, and so is everything after it.
 */
export const writeStatement = (
  change: RunChange,
): Prisma.Sql => Prisma.sql`WITH ${headPart(change)}${nodesPart(change)}${nodeUsagePart(
  change,
)}${cancelPart(change)}${eventsPart(change)}${messagesPart(change)}${transcriptPart(change)}
  SELECT "lastSeq" FROM head`;
