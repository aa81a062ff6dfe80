import { OperationalError, UserError } from '@muster/schema';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type ScriptedModelServer,
  type ScriptRule,
  startScriptedModelServer,
} from '../../testing/scripted-model-server';
import type { ModelProvider, ModelReply, ModelRequest } from '../model-provider';
import { providerSuite } from '../provider.suite';
import { createOpenAiProvider } from './openai.provider';
import { retryAfterMs } from './openai-errors';
import { isStrictSchema } from './openai-request';

let server: ScriptedModelServer;
let provider: ModelProvider;
const key = 'sk-canary-abcdef123456';
beforeAll(async () => {
  server = await startScriptedModelServer();
  provider = createOpenAiProvider({ apiKey: key, baseUrl: server.url });
});
afterAll(() => server.close());
beforeEach(() => server.reset());

providerSuite('openai', () => ({
  provider,
  model: 'gpt-5-mini',
  answersInWords: () => server.script([{ key: 'words', reply: { text: 'A null check is missing, I think.' } }]),
  answersInJson: () => server.script([{ key: 'json', reply: { json: { cause: 'null', severity: 'high' } } }]),
  callsBothTools: () =>
    server.script([
      {
        key: 'tools',
        reply: {
          toolCalls: ['grace', 'edsger'].map((name) => ({ name: `delegate_${name}`, arguments: { message: 'Go.' } })),
        },
      },
    ]),
}));

const request = (more: Partial<ModelRequest> = {}): ModelRequest => ({
  model: 'gpt-5-mini',
  messages: [{ role: 'user', text: 'Hello' }],
  signal: new AbortController().signal,
  ...more,
});
async function streamed(more?: Partial<ModelRequest>): Promise<ModelReply> {
  for await (const delta of provider.stream(request(more))) if (delta.kind === 'reply') return delta.reply;
  throw new Error('no reply');
}
const rejection = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

describe('openai over the wire', () => {
  it('sends tools, the form of the answer and no key but in its header', async () => {
    server.script([{ key: 'a' }]);
    const tools = [{ name: 'look', description: 'Looks.', parameters: { type: 'object' } }];
    const outputSchema = { type: 'object', properties: {}, required: [], additionalProperties: false };
    await streamed({ tools, toolChoice: 'none', outputSchema });
    const call = server.calls[0];
    expect(call?.authorization).toBe(`Bearer ${key}`);
    expect(JSON.stringify(call?.request)).not.toContain('canary');
    expect(call?.request).toMatchObject({
      stream: true,
      stream_options: { include_usage: true },
      tools: [{ type: 'function', function: tools[0] }],
      tool_choice: 'none',
      response_format: { type: 'json_schema', json_schema: { schema: outputSchema, strict: true } },
    });
  });

  it('puts arguments together that came in pieces, and counts tokens when the server does not', async () => {
    const args = { message: 'x'.repeat(200), n: 1 };
    server.script([{ key: 'a', reply: { toolCalls: [{ name: 'look', arguments: args }], usage: null } }]);
    const reply = await streamed();
    expect(JSON.parse(reply.toolCalls[0]?.argumentsText ?? '')).toEqual(args);
    expect(reply.usage.outputTokens).toBeGreaterThan(50);
  });

  it.each<[string, NonNullable<ScriptRule['fault']>, string, boolean]>([
    ['500', { status: 500 }, 'MODEL_UNAVAILABLE', true],
    ['429', { status: 429, retryAfterSeconds: 3 }, 'MODEL_UNAVAILABLE', true],
    ['429 for want of quota', { status: 429, code: 'insufficient_quota' }, 'MODEL_REFUSED', false],
    ['401', { status: 401, message: `Incorrect API key provided: ${key}` }, 'MODEL_NOT_CONFIGURED', false],
    ['404', { status: 404 }, 'MODEL_NOT_CONFIGURED', false],
    ['400', { status: 400, message: `too long, ${key}` }, 'MODEL_REFUSED', false],
    ['a redirect', { status: 302 }, 'MODEL_UNAVAILABLE', true],
    ['a cut stream', { cutAfter: 2 }, 'MODEL_UNAVAILABLE', true],
    ['a stream without an end', { cutAfter: 2, clean: true }, 'MODEL_UNAVAILABLE', true],
    ['malformed chunks', { kind: 'malformed' }, 'MODEL_UNAVAILABLE', true],
    ['nothing at all', { kind: 'empty' }, 'MODEL_UNAVAILABLE', true],
  ])('%s is a %s error without a key in it', async (_name, fault, code, again) => {
    for (const ask of [() => streamed(), () => provider.generate(request())]) {
      server.script([{ key: 'bad', fault, reply: { text: 'one two three four' } }]);
      const error = await rejection(ask());
      expect(error).toBeInstanceOf(again ? OperationalError : UserError);
      expect(error).toMatchObject({ code });
      const { message, stack, cause } = error as Error;
      expect(JSON.stringify([message, stack, cause, Object.entries(error as Error)])).not.toContain('canary');
      if ('status' in fault && fault.retryAfterSeconds) expect(error).toMatchObject({ retryAfterMs: 3_000 });
    }
    // Retries are the caller's.
    expect(server.count()).toBe(2);
  });

  it('a refusal is MODEL_REFUSED, streamed or not', async () => {
    server.script([{ key: 'no', reply: { refusal: 'I will not.' } }]);
    expect(await rejection(streamed())).toMatchObject({ code: 'MODEL_REFUSED' });
    expect(await rejection(provider.generate(request()))).toMatchObject({ code: 'MODEL_REFUSED' });
    server.script([{ key: 'filter', reply: { text: 'Half a', finishReason: 'content_filter' } }]);
    expect(await rejection(streamed())).toMatchObject({ code: 'MODEL_REFUSED' });
  });

  it('gives up a silent provider, and one that cannot be reached', async () => {
    const impatient = createOpenAiProvider({ baseUrl: server.url, timeouts: { silentMs: 60_000, totalMs: 50 } });
    server.script([{ key: 'hang', fault: { kind: 'hang' } }]);
    expect(await rejection(impatient.generate(request()))).toMatchObject({
      code: 'MODEL_UNAVAILABLE',
      message: expect.stringContaining('too long'),
    });
    const nowhere = createOpenAiProvider({ apiKey: key, baseUrl: 'http://127.0.0.1:1/v1' });
    expect(await rejection(nowhere.generate(request()))).toMatchObject({ code: 'MODEL_UNAVAILABLE' });
  });

  it('closes the connection when the reader leaves in the middle', async () => {
    server.script([{ key: 'long', reply: { text: 'word '.repeat(500), pieceDelayMs: 5 } }]);
    for await (const _ of provider.stream(request())) break;
    await server.until((calls) => calls[0]?.state === 'gone');
  });
});

describe('openai in detail', () => {
  it('reads Retry-After as seconds, as a date, or in milliseconds', () => {
    const read = (name: string, value: string) => retryAfterMs(new Headers({ [name]: value }), 0);
    expect(read('retry-after', '2')).toBe(2_000);
    expect(read('retry-after', 'Thu, 01 Jan 1970 00:00:09 GMT')).toBe(9_000);
    expect(read('retry-after-ms', '250')).toBe(250);
    expect(read('retry-after', 'soon')).toBeUndefined();
    expect(read('retry-after', '-4')).toBeUndefined();
    expect(read('retry-after', '999999999')).toBe(86_400_000);
  });

  it('asks for strictness only where the schema allows it', () => {
    const closed = {
      type: 'object',
      properties: { a: { type: 'string' } },
      required: ['a'],
      additionalProperties: false,
    };
    expect(isStrictSchema(closed)).toBe(true);
    expect(isStrictSchema({ ...closed, required: [] })).toBe(false);
    expect(isStrictSchema({ ...closed, additionalProperties: true })).toBe(false);
    expect(isStrictSchema({ type: 'array', items: { type: 'object' } })).toBe(false);
  });
});
