import { z } from 'zod';
import { json } from '../json';
import { actor } from './actor';

const usage = z.object({
  inputTokens: z.number(),
  outputTokens: z.number(),
  costUsd: z.number(),
  modelCalls: z.number(),
});
const failure = z.object({ code: z.string(), message: z.string(), nodeId: z.string().optional() });

/** Who speaks: a member of a squad, or the agent of an `agent.task` node (then the member is the node). */
const speaker = { member: z.string(), name: z.string(), role: z.string() };

/** Kinds of edge in a squad, and of the messages sent along them. Only these count against a budget of messages. */
export const edgeKinds = ['delegate', 'ask', 'review'] as const;
export type EdgeKind = (typeof edgeKinds)[number];

/**
 * The `data` of each type of run event. An event is `{ runId, seq, type, nodeId, iteration, at, data }`;
 * stored ones count `seq` 1, 2, 3 …; `agent.token` is streamed only and has `seq` null.
 */
export const runEventData = {
  'run.started': z.object({
    workflowId: z.string(),
    versionId: z.string(),
    /** The trigger that fired; null for a squad. Absent, like `startedBy`, in runs from before both were recorded. */
    triggerNodeId: z.string().nullable().optional(),
    startedBy: actor.optional(),
    input: json,
  }),
  'run.waiting': z.object({ reason: z.string() }),
  'run.completed': z.object({ output: json, usage }),
  'run.failed': z.object({ error: failure, usage }),
  'run.cancelled': z.object({ usage }),
  'node.started': z.object({ attempt: z.number(), input: json.optional() }),
  'node.retrying': z.object({ attempt: z.number(), error: failure, retryInMs: z.number() }),
  'node.waiting': z.object({ reason: z.string() }),
  'node.completed': z.object({
    port: z.string(),
    ports: z.array(z.string()),
    output: json,
    usage,
    durationMs: z.number(),
  }),
  'node.failed': z.object({ error: failure, durationMs: z.number(), handled: z.boolean() }),
  'node.skipped': z.object({}),
  /** Something said: by a model (`kind: "say"`) or from one member to another. */
  'agent.message': z.object({
    messageId: z.string(),
    from: z.string(),
    to: z.string(),
    kind: z.enum(['task', ...edgeKinds, 'answer', 'say', 'refused']),
    parts: json,
    model: z.string().optional(),
    /** True when the words come from the offline demonstration model. */
    demonstration: z.boolean().optional(),
    turn: z.number().optional(),
    usage: usage.optional(),
    /** The message this one answers. */
    inReplyTo: z.string().optional(),
  }),
  'agent.tool_call': z.object({ ...speaker, callId: z.string(), tool: z.string(), arguments: json, turn: z.number() }),
  'agent.tool_result': z.object({
    ...speaker,
    callId: z.string(),
    tool: z.string(),
    ok: z.boolean(),
    result: json,
    durationMs: z.number(),
    turn: z.number(),
  }),
  /** `index` counts the tokens of one turn of one attempt from 0, so that a reader can see a gap; a new attempt starts over. */
  'agent.token': z.object({
    ...speaker,
    text: z.string(),
    turn: z.number(),
    attempt: z.number(),
    index: z.number(),
    demonstration: z.boolean().optional(),
  }),
} as const;

export type RunEventType = keyof typeof runEventData;
export const runEventTypes = Object.keys(runEventData) as RunEventType[];
export type RunEventData<Type extends RunEventType> = z.infer<(typeof runEventData)[Type]>;

interface EventEnvelope<Type extends RunEventType> {
  runId: string;
  /** Null for streamed tokens, which are not stored. */
  seq: number | null;
  type: Type;
  nodeId: string | null;
  /** As `NodeRun.iteration`; null for events of the run itself. */
  iteration: string | null;
  /** ISO 8601, UTC. */
  at: string;
  data: RunEventData<Type>;
}
/** One entry of a run's log. */
export type RunEvent = { [Type in RunEventType]: EventEnvelope<Type> }[RunEventType];

const envelope = z.object({
  runId: z.string(),
  seq: z.int().nullable(),
  type: z.string(),
  nodeId: z.string().nullable(),
  iteration: z.string().nullable(),
  at: z.string(),
});

/** True for an event of a known type whose data has the form of that type. */
export function isRunEvent(value: unknown): value is RunEvent {
  const read = envelope.safeParse(value);
  if (!read.success || !Object.hasOwn(runEventData, read.data.type)) return false;
  const { data } = value as { data?: unknown };
  return runEventData[read.data.type as RunEventType].safeParse(data).success;
}

/** An event before it has a number and a time. */
export type NewRunEvent = {
  [Type in RunEventType]: Pick<EventEnvelope<Type>, 'type' | 'nodeId' | 'iteration' | 'data'>;
}[RunEventType];

/** A part of a message, in the shape of an A2A part. */
export const messagePart = z.union([
  z.object({ kind: z.literal('text'), text: z.string() }),
  z.object({ kind: z.literal('data'), data: json }),
]);
export type MessagePart = z.infer<typeof messagePart>;
