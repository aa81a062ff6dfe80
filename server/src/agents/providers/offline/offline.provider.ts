import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ModelDelta, ModelProvider, ModelReply, ModelRequest } from '../model-provider';
import { nameOfTool, ownTool, squadCalls, toCall } from './delegating';
import { fillSchema } from './fill-schema';
import { readConversation } from './reading';
import { answerWords, resultWords, summaryWords } from './words';

const DIMENSIONS = 64;

const tokensIn = (text: string): number => Math.ceil(text.length / 4);

function replyTo(request: ModelRequest): ModelReply {
  const reading = readConversation(request);
  const finish = (text: string, toolCalls: ModelReply['toolCalls'] = []): ModelReply => ({
    text,
    toolCalls,
    finishReason: toolCalls.length > 0 ? 'tool-calls' : 'stop',
    usage: {
      inputTokens: tokensIn(request.messages.map((message) => message.text).join('')),
      outputTokens: tokensIn(text + toolCalls.map((call) => call.argumentsText).join('')),
    },
  });
  const own = ownTool(reading);
  if (own) return finish('', [toCall(own.tool, reading, 0, own.args)]);
  const calls = squadCalls(reading);
  if (calls)
    return finish(
      calls.text,
      calls.tools.map((tool, index) => toCall(tool, reading, index)),
    );
  if (request.outputSchema) return finish(JSON.stringify(fillSchema(request.outputSchema, reading)));
  if (reading.lead && reading.results.length > 0) {
    // The names stand in the tools, also when they may not be called any more.
    const named = readConversation({ ...request, toolChoice: 'auto' });
    return finish(summaryWords(reading, nameOfTool(named)));
  }
  const inSquad = reading.system.includes('You are a member of a squad');
  return finish(inSquad ? answerWords(reading) : resultWords(reading));
}

/** A vector of counted words, hashed into few dimensions: alike texts come out alike. */
function embedText(text: string): number[] {
  const vector = new Array<number>(DIMENSIONS).fill(0);
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []) {
    const place = createHash('sha256').update(word).digest().readUInt32BE(0) % DIMENSIONS;
    vector[place] = (vector[place] ?? 0) + 1;
  }
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}

/**
 * The demonstration model: needs no key and no network, always gives the same answer to the same prompt, follows tools
 * and schemas, and as a squad's lead really delegates. Its words are made up, and labelled so.
 */
export function createOfflineProvider(settings: { wordDelayMs: number }): ModelProvider {
  async function* stream(request: ModelRequest): AsyncGenerator<ModelDelta, void, undefined> {
    request.signal.throwIfAborted();
    const reply = replyTo(request);
    for (const word of reply.text.match(/\s*\S+\s*/g) ?? []) {
      if (settings.wordDelayMs > 0) await sleep(settings.wordDelayMs, undefined, { signal: request.signal });
      request.signal.throwIfAborted();
      yield { kind: 'text', text: word };
    }
    yield { kind: 'reply', reply };
  }
  return {
    name: 'offline',
    demonstration: true,
    stream,
    generate: async (request) => {
      request.signal.throwIfAborted();
      return replyTo(request);
    },
    embed: async ({ texts, signal }) => {
      signal.throwIfAborted();
      const inputTokens = texts.reduce((sum, text) => sum + tokensIn(text), 0);
      return { vectors: texts.map(embedText), usage: { inputTokens, outputTokens: 0 } };
    },
  };
}
