import type { ChatRequest, ScriptedReply } from './script';

export interface Completion {
  id: string;
  text: string;
  refusal: string;
  toolCalls: { id: string; type: 'function'; function: { name: string; arguments: string } }[];
  finishReason: string;
  usage: { prompt_tokens: number; completion_tokens: number; total_tokens: number } | null;
}

/** A scripted reply with everything the protocol wants filled in. */
export function toCompletion(request: ChatRequest, reply: ScriptedReply, number: number): Completion {
  const text = reply.json === undefined ? (reply.text ?? '') : JSON.stringify(reply.json);
  const toolCalls = (reply.toolCalls ?? []).map((call, index) => ({
    id: `call_${number}_${index}`,
    type: 'function' as const,
    function: { name: call.name, arguments: call.rawArguments ?? JSON.stringify(call.arguments ?? {}) },
  }));
  const input = reply.usage?.input ?? Math.ceil(JSON.stringify(request.messages).length / 4);
  const output = reply.usage?.output ?? Math.ceil((text.length + JSON.stringify(toolCalls).length) / 4);
  return {
    id: `chatcmpl-${number}`,
    text,
    refusal: reply.refusal ?? '',
    toolCalls,
    finishReason: reply.finishReason ?? (toolCalls.length > 0 ? 'tool_calls' : 'stop'),
    usage:
      reply.usage === null ? null : { prompt_tokens: input, completion_tokens: output, total_tokens: input + output },
  };
}

/** The body of an answer that is not streamed. */
export const toBody = (request: ChatRequest, completion: Completion) => ({
  id: completion.id,
  object: 'chat.completion',
  created: 0,
  model: request.model,
  choices: [
    {
      index: 0,
      finish_reason: completion.finishReason,
      message: {
        role: 'assistant',
        content: completion.text === '' && completion.toolCalls.length > 0 ? null : completion.text,
        refusal: completion.refusal === '' ? null : completion.refusal,
        ...(completion.toolCalls.length === 0 ? {} : { tool_calls: completion.toolCalls }),
      },
    },
  ],
  ...(completion.usage ? { usage: completion.usage } : {}),
});

const pieces = (text: string, length: number | undefined): string[] =>
  text.match(length === undefined ? /\s*\S+\s*/g : new RegExp(`[\\s\\S]{1,${length}}`, 'g')) ?? [];

/** The chunks of a streamed answer, in order, without the end mark. */
export function toChunks(request: ChatRequest, completion: Completion, pieceLength: number | undefined): object[] {
  const chunk = (delta: object, finish: string | null = null) => ({
    id: completion.id,
    object: 'chat.completion.chunk',
    created: 0,
    model: request.model,
    choices: [{ index: 0, delta, finish_reason: finish }],
  });
  const calls = completion.toolCalls.flatMap((call, index) => [
    chunk({
      tool_calls: [{ index, id: call.id, type: 'function', function: { name: call.function.name, arguments: '' } }],
    }),
    ...pieces(call.function.arguments, 12).map((part) =>
      chunk({ tool_calls: [{ index, function: { arguments: part } }] }),
    ),
  ]);
  const usage =
    request.stream_options?.include_usage && completion.usage
      ? [{ ...chunk({}), choices: [], usage: completion.usage }]
      : [];
  return [
    chunk({ role: 'assistant', content: '' }),
    ...pieces(completion.text, pieceLength).map((part) => chunk({ content: part })),
    ...(completion.refusal === '' ? [] : [chunk({ refusal: completion.refusal })]),
    ...calls,
    chunk({}, completion.finishReason),
    ...usage,
  ];
}
