import { z } from 'zod';

const json = z.unknown();

/** Which requests a rule answers; every part given must hold. */
const when = z.strictObject({
  /** The system prompt begins `You are <member>,`. */
  member: z.string().optional(),
  /** Stands in the system prompt. */
  system: z.string().optional(),
  /** Stands in the last message. */
  last: z.string().optional(),
  /** Stands in any message. */
  any: z.string().optional(),
  lastRole: z.enum(['system', 'user', 'assistant', 'tool']).optional(),
  /** 1 for a conversation in which the model has not spoken yet. */
  turn: z.number().optional(),
  model: z.string().optional(),
  /** A tool of this name is on offer. */
  tool: z.string().optional(),
});

const reply = z.strictObject({
  text: z.string().optional(),
  /** The same as `text`, written as JSON. */
  json: json.optional(),
  toolCalls: z
    .array(z.strictObject({ name: z.string(), arguments: json.optional(), rawArguments: z.string().optional() }))
    .optional(),
  refusal: z.string().optional(),
  finishReason: z.string().optional(),
  /** Counted by characters when absent; `null`: the server counts nothing, as some do. */
  usage: z.strictObject({ input: z.number(), output: z.number() }).nullable().optional(),
  /** Text is streamed in pieces of so many characters; by word when absent. */
  pieceLength: z.number().optional(),
  /** Pause between two pieces. */
  pieceDelayMs: z.number().optional(),
});

const fault = z.union([
  z.strictObject({
    status: z.number(),
    retryAfterSeconds: z.number().optional(),
    message: z.string().optional(),
    code: z.string().optional(),
  }),
  /** The connection breaks after so many pieces of the reply; `clean` ends the stream without its end mark instead. */
  z.strictObject({ cutAfter: z.number(), clean: z.boolean().optional() }),
  z.strictObject({ kind: z.enum(['malformed', 'empty', 'hang']) }),
]);

/** How one kind of request is answered. The first rule that fits and is not used up answers. */
export const scriptRule = z.strictObject({
  /** Calls are counted by it. */
  key: z.string(),
  when: when.default({}),
  /** Used at most so often. */
  times: z.number().optional(),
  reply: reply.default({ text: 'Done.' }),
  fault: fault.optional(),
  /** Answers only once `parties` requests have come to the barrier of this name. */
  barrier: z.strictObject({ name: z.string(), parties: z.number() }).optional(),
  /** Answers only once this name was released. */
  hold: z.string().optional(),
});
export type ScriptRule = z.input<typeof scriptRule>;
export type ParsedRule = z.output<typeof scriptRule>;
export type ScriptedReply = ParsedRule['reply'];

/** A chat request as far as scripts look at it. */
export const chatRequest = z.looseObject({
  model: z.string().default(''),
  messages: z.array(z.looseObject({ role: z.string(), content: z.unknown() })).default([]),
  tools: z.array(z.looseObject({ function: z.looseObject({ name: z.string() }) })).default([]),
  stream: z.boolean().default(false),
  stream_options: z.looseObject({ include_usage: z.boolean().optional() }).optional(),
});
export type ChatRequest = z.output<typeof chatRequest>;

export const contentOf = (message: { content: unknown } | undefined): string =>
  typeof message?.content === 'string' ? message.content : JSON.stringify(message?.content ?? '');

/** 1 for a conversation in which the model has not spoken yet. */
export const turnOf = (request: ChatRequest): number =>
  request.messages.filter((message) => message.role === 'assistant').length + 1;

/** True when the rule answers this request. */
export function fits(rule: ParsedRule, request: ChatRequest): boolean {
  const { member, system, last, any, lastRole, turn, model, tool } = rule.when;
  const systemText = contentOf(request.messages.find((message) => message.role === 'system'));
  const lastMessage = request.messages.at(-1);
  return (
    (member === undefined || systemText.startsWith(`You are ${member},`)) &&
    (system === undefined || systemText.includes(system)) &&
    (last === undefined || contentOf(lastMessage).includes(last)) &&
    (any === undefined || request.messages.some((message) => contentOf(message).includes(any))) &&
    (lastRole === undefined || lastMessage?.role === lastRole) &&
    (turn === undefined || turnOf(request) === turn) &&
    (model === undefined || request.model === model) &&
    (tool === undefined || request.tools.some((one) => one.function.name === tool))
  );
}
