import { OperationalError } from '@muster/schema';
import OpenAI from 'openai';
import type { ModelDelta, ModelProvider, ModelReply, ModelRequest } from '../model-provider';
import { createOutboundFetch } from '../outbound-fetch';
import { toModelError } from './openai-errors';
import { fromCompletion, ReplyBuilder } from './openai-reply';
import { toChatBody } from './openai-request';

export interface OpenAiSettings {
  apiKey?: string | undefined;
  /** Of OpenAI itself when absent. */
  baseUrl?: string | undefined;
  timeouts?: { silentMs: number; totalMs: number } | undefined;
}

const MAX_BODY_BYTES = 32 * 1024 * 1024;

/** OpenAI's chat completions, and every server that speaks the same (Ollama, vLLM, OpenRouter …). */
export function createOpenAiProvider(settings: OpenAiSettings): ModelProvider {
  const timeouts = settings.timeouts ?? { silentMs: 120_000, totalMs: 600_000 };
  const client = new OpenAI({
    // Servers of one's own often want no key, but the SDK does.
    apiKey: settings.apiKey || 'no-key',
    baseURL: settings.baseUrl || 'https://api.openai.com/v1',
    organization: null,
    project: null,
    maxRetries: 0,
    logLevel: 'off',
    timeout: timeouts.totalMs,
    fetch: createOutboundFetch({ silentMs: timeouts.silentMs, maxBodyBytes: MAX_BODY_BYTES }),
  });
  const secrets = [settings.apiKey ?? ''];

  /** One request's signal (the caller's, and our time limit), and a guard that maps what goes wrong under it. */
  function watch(caller: AbortSignal) {
    caller.throwIfAborted();
    const timeUp = AbortSignal.timeout(timeouts.totalMs);
    const check = () => {
      caller.throwIfAborted();
      if (timeUp.aborted) throw new OperationalError('MODEL_UNAVAILABLE', 'The model provider took too long.');
    };
    const guard = async <T>(work: () => Promise<T>): Promise<T> => {
      try {
        return await work();
      } catch (error) {
        check();
        throw toModelError(error, secrets);
      }
    };
    return { signal: AbortSignal.any([caller, timeUp]), check, guard };
  }

  async function* stream(request: ModelRequest): AsyncGenerator<ModelDelta, void, undefined> {
    const { signal, check, guard } = watch(request.signal);
    const body = { ...toChatBody(request), stream: true as const, stream_options: { include_usage: true } };
    const builder = new ReplyBuilder();
    const chunks = await guard(() => client.chat.completions.create(body, { signal }));
    const reader = chunks[Symbol.asyncIterator]();
    try {
      for (;;) {
        const next = await guard(() => reader.next());
        if (next.done) break;
        const text = builder.add(next.value);
        if (text !== '') yield { kind: 'text', text };
      }
    } finally {
      // Left early (cancel, error): the connection must not linger.
      chunks.controller.abort();
    }
    // The SDK ends an aborted stream as if it were whole.
    check();
    yield { kind: 'reply', reply: builder.finished(request) };
  }

  return {
    name: 'openai',
    demonstration: false,
    stream,
    generate: async (request): Promise<ModelReply> => {
      const { signal, guard } = watch(request.signal);
      return guard(async () =>
        fromCompletion(request, await client.chat.completions.create(toChatBody(request), { signal })),
      );
    },
    embed: async (request) => {
      const { signal, guard } = watch(request.signal);
      return guard(async () => {
        const body = { model: request.model, input: request.texts, encoding_format: 'float' as const };
        const answer = await client.embeddings.create(body, { signal });
        const vectors = answer.data.toSorted((a, b) => a.index - b.index).map((one) => one.embedding);
        return { vectors, usage: { inputTokens: answer.usage?.prompt_tokens ?? 0, outputTokens: 0 } };
      });
    },
  };
}
