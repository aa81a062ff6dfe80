import { OperationalError, UserError } from '@muster/schema';
import type OpenAI from 'openai';
import type { ModelReply, ModelRequest, TokenUsage, ToolCall } from '../model-provider';

type Chunk = OpenAI.Chat.Completions.ChatCompletionChunk;
type Completion = OpenAI.Chat.Completions.ChatCompletion;

/** More than any sane turn holds; what the model asks beyond it is dropped before anything is stored (L2). */
const MAX_TOOL_CALLS = 128;
const MAX_TEXT = 2_000_000;
const MAX_ARGUMENTS = 500_000;
const MAX_NAME = 200;

const brokenOff = () =>
  new OperationalError('MODEL_UNAVAILABLE', 'The answer of the model provider broke off before its end.');

const tooLong = () => new UserError('OUTPUT_TOO_LARGE', 'The model wrote more than an answer may hold.');

/** Some compatible servers count no tokens; a budget must hold all the same. About four characters make a token. */
function estimateUsage(request: ModelRequest, reply: { text: string; toolCalls: ToolCall[] }): TokenUsage {
  const written = reply.text.length + reply.toolCalls.reduce((sum, call) => sum + call.argumentsText.length, 0);
  const read = JSON.stringify(request.messages).length + JSON.stringify(request.tools ?? []).length;
  return { inputTokens: Math.ceil(read / 4), outputTokens: Math.ceil(written / 4) };
}

/** Puts a reply together from the pieces of a stream. */
export class ReplyBuilder {
  private text = '';
  private refusal = '';
  private finish: string | null = null;
  private usage: TokenUsage | null = null;
  private readonly calls = new Map<number, ToolCall>();

  /** Takes one chunk; returns the text it adds to the answer. */
  add(chunk: Chunk): string {
    if (chunk.usage) {
      this.usage = { inputTokens: chunk.usage.prompt_tokens ?? 0, outputTokens: chunk.usage.completion_tokens ?? 0 };
    }
    const choice = chunk.choices?.[0];
    if (!choice) return '';
    if (choice.finish_reason) this.finish = choice.finish_reason;
    this.refusal += choice.delta?.refusal ?? '';
    for (const part of choice.delta?.tool_calls ?? []) this.addCall(part);
    const text = choice.delta?.content ?? '';
    this.text += text;
    if (this.text.length > MAX_TEXT) throw tooLong();
    return text;
  }

  private addCall(part: NonNullable<Chunk['choices'][number]['delta']['tool_calls']>[number]): void {
    // Some servers leave the index out when they send a call in one piece.
    const index = part.index ?? this.calls.size;
    const call = this.calls.get(index) ?? { id: '', name: '', argumentsText: '' };
    call.id ||= part.id ?? '';
    call.name += part.function?.name ?? '';
    call.argumentsText += part.function?.arguments ?? '';
    if (call.argumentsText.length > MAX_ARGUMENTS) throw tooLong();
    this.calls.set(index, call);
  }

  /** The whole reply. Throws OperationalError when the stream had no end, UserError MODEL_REFUSED for a refusal. */
  finished(request: ModelRequest): ModelReply {
    if (this.finish === null) throw brokenOff();
    const toolCalls = [...this.calls.entries()].sort(([a], [b]) => a - b).map(([, call]) => call);
    return toReply(request, {
      text: this.text,
      refusal: this.refusal,
      finish: this.finish,
      toolCalls,
      usage: this.usage,
    });
  }
}

/** Results are matched to calls by id; some servers give none, or the same to all. */
const withOwnIds = (calls: ToolCall[]): ToolCall[] =>
  calls.map((call, index) => {
    const isOwn = call.id !== '' && calls.findIndex((other) => other.id === call.id) === index;
    return { ...call, name: call.name.slice(0, MAX_NAME), id: isOwn ? call.id : `${call.id || 'call'}_${index}` };
  });

function toReply(
  request: ModelRequest,
  raw: { text: string; refusal: string; finish: string; toolCalls: ToolCall[]; usage: TokenUsage | null },
): ModelReply {
  if (raw.refusal !== '' || raw.finish === 'content_filter') {
    const words = raw.refusal === '' ? 'by its content filter' : `in its words: ${raw.refusal.slice(0, 300)}`;
    throw new UserError('MODEL_REFUSED', `The model refused the request, ${words}`);
  }
  const toolCalls = withOwnIds(raw.toolCalls.slice(0, MAX_TOOL_CALLS));
  const finishReason = raw.finish === 'length' ? 'length' : toolCalls.length > 0 ? 'tool-calls' : 'stop';
  const reply = { text: raw.text, toolCalls };
  return { ...reply, finishReason, usage: raw.usage ?? estimateUsage(request, reply) };
}

/** The reply of a request that was not streamed. */
export function fromCompletion(request: ModelRequest, completion: Completion): ModelReply {
  const choice = completion?.choices?.[0];
  if (!choice?.message) throw brokenOff();
  const { message } = choice;
  const toolCalls = (message.tool_calls ?? []).flatMap((call) =>
    call.type === 'function' ? [{ id: call.id, name: call.function.name, argumentsText: call.function.arguments }] : [],
  );
  const { usage } = completion;
  if ((message.content ?? '').length > MAX_TEXT) throw tooLong();
  return toReply(request, {
    text: message.content ?? '',
    refusal: message.refusal ?? '',
    finish: choice.finish_reason ?? 'stop',
    toolCalls,
    usage: usage ? { inputTokens: usage.prompt_tokens ?? 0, outputTokens: usage.completion_tokens ?? 0 } : null,
  });
}
