import { edgeKinds, type Json, json, type ToolResultCode, toolResultCodes } from '@muster/schema';
import { z } from 'zod';

const settledCodes = Object.keys(toolResultCodes) as ToolResultCode[];

/** Turn 0: what the agent was told at its start. Fixed then, so a resumed agent goes on with the same. */
const opening = z.object({
  kind: z.literal('opening'),
  system: z.string(),
  user: z.string(),
  model: z.string(),
  /** Milliseconds since 1970. */
  startedAt: z.number(),
  /** The node run's attempt at that moment. */
  attempt: z.number(),
});

/** What became of one tool call of a turn. */
const decision = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('tool'), callId: z.string(), tool: z.string(), arguments: json }),
  z.object({
    kind: z.literal('edge'),
    callId: z.string(),
    tool: z.string(),
    edge: z.enum(edgeKinds),
    to: z.string(),
    /** Running number of the caller's edge calls in this execution, from 1. */
    n: z.number(),
    messageId: z.string(),
    text: z.string(),
  }),
  /** Answered at once, without running anything. */
  z.object({
    kind: z.literal('settled'),
    callId: z.string(),
    tool: z.string(),
    code: z.enum(settledCodes),
    text: z.string(),
  }),
]);
export type Decision = z.infer<typeof decision>;

const verdict = z.discriminatedUnion('kind', [
  /** The agent has answered. `data` is null without an output schema. */
  z.object({ kind: z.literal('finish'), data: json }),
  z.object({ kind: z.literal('calls') }),
  /** The answer was of no use; `say` is what the model is told about it. */
  z.object({ kind: z.literal('again'), say: z.string() }),
  z.object({ kind: z.literal('fail'), code: z.string(), message: z.string() }),
]);
export type Verdict = z.infer<typeof verdict>;

/** One answer of the model. Position 0 of its turn. */
const turn = z.object({
  kind: z.literal('turn'),
  text: z.string(),
  toolCalls: z.array(z.object({ id: z.string(), name: z.string(), argumentsText: z.string() })),
  decisions: z.array(decision),
  verdict,
  attempt: z.number(),
});
export type TurnEntry = z.infer<typeof turn>;

/** The result of the turn's n-th call, at position n (from 1). */
const result = z.object({ kind: z.literal('result'), callId: z.string(), ok: z.boolean(), text: z.string() });
export type ResultEntry = z.infer<typeof result>;

/** What `TranscriptEntry.entry` holds. */
export const transcriptEntry = z.discriminatedUnion('kind', [opening, turn, result]);
export type TranscriptEntry = z.infer<typeof transcriptEntry>;
export type OpeningEntry = z.infer<typeof opening>;

/** For the store: entries are plain JSON by construction. */
export const entryJson = (entry: TranscriptEntry): Json => entry as unknown as Json;
