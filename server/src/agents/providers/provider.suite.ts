import { describe, expect, it } from 'vitest';
import type { ModelProvider, ModelReply, ModelRequest, ToolDefinition } from './model-provider';

/** A provider under test, and how to make it do what a test needs (a scripted server is told; the offline model reads the prompt). */
export interface ProviderUnderTest {
  provider: ModelProvider;
  model: string;
  /** Before a request that should be answered in words. */
  answersInWords(): void;
  /** Before a request that should be answered by JSON following the schema of the suite. */
  answersInJson(): void;
  /** Before a request that should call both tools of the suite in one turn. */
  callsBothTools(): void;
}

const tools: ToolDefinition[] = ['grace', 'edsger'].map((name) => ({
  name: `delegate_${name}`,
  description: `Hands a piece of work to ${name} (QA tester) and waits for the result.`,
  parameters: { type: 'object', properties: { message: { type: 'string' } }, required: ['message'] },
}));
const schema = {
  type: 'object',
  properties: { cause: { type: 'string' }, severity: { type: 'string', enum: ['low', 'high'] } },
  required: ['cause', 'severity'],
  additionalProperties: false,
};

async function collect(provider: ModelProvider, request: ModelRequest): Promise<{ text: string; reply: ModelReply }> {
  let text = '';
  for await (const delta of provider.stream(request)) {
    if (delta.kind === 'reply') return { text, reply: delta.reply };
    text += delta.text;
  }
  throw new Error('no reply');
}

/** What holds for every provider. */
export function providerSuite(name: string, under: () => ProviderUnderTest): void {
  const request = (more: Partial<ModelRequest> = {}): ModelRequest => ({
    model: under().model,
    messages: [
      { role: 'system', text: 'You are Ada, Tech lead.\nYou lead this squad: the task comes to you.' },
      { role: 'user', text: 'The cart crashes when it is empty.' },
    ],
    signal: new AbortController().signal,
    ...more,
  });

  describe(`provider ${name}`, () => {
    it('streams words that add up to the reply, with usage', async () => {
      under().answersInWords();
      const { text, reply } = await collect(under().provider, request());
      expect(text).not.toBe('');
      expect(reply).toMatchObject({ text, toolCalls: [], finishReason: 'stop' });
      expect(reply.usage.inputTokens).toBeGreaterThan(0);
      expect(reply.usage.outputTokens).toBeGreaterThan(0);
    });

    it('generates the same as it streams', async () => {
      under().answersInWords();
      const { reply } = await collect(under().provider, request());
      expect(await under().provider.generate(request())).toEqual(reply);
    });

    it('calls several tools in one turn, with arguments that are JSON and ids that differ', async () => {
      under().callsBothTools();
      const { reply } = await collect(under().provider, request({ tools }));
      expect(reply.finishReason).toBe('tool-calls');
      expect(reply.toolCalls.map((call) => call.name)).toEqual(['delegate_grace', 'delegate_edsger']);
      expect(new Set(reply.toolCalls.map((call) => call.id)).size).toBe(2);
      for (const call of reply.toolCalls) expect(JSON.parse(call.argumentsText)).toHaveProperty('message');
    });

    it('goes on after the results of its calls', async () => {
      under().callsBothTools();
      const { reply } = await collect(under().provider, request({ tools }));
      under().answersInWords();
      const messages = [
        ...request().messages,
        { role: 'assistant' as const, text: reply.text, toolCalls: reply.toolCalls },
        ...reply.toolCalls.map((call) => ({
          role: 'tool' as const,
          callId: call.id,
          name: call.name,
          text: 'A null check is missing.',
        })),
      ];
      const after = await collect(under().provider, request({ tools, messages }));
      expect(after.reply.toolCalls).toEqual([]);
      expect(after.text).not.toBe('');
    });

    it('answers in the form asked for', async () => {
      under().answersInJson();
      const { reply } = await collect(under().provider, request({ outputSchema: schema }));
      const data = JSON.parse(reply.text) as { cause: string; severity: string };
      expect(typeof data.cause).toBe('string');
      expect(['low', 'high']).toContain(data.severity);
    });

    it('stops with the reason of an aborted signal', async () => {
      under().answersInWords();
      const abort = new AbortController();
      const reason = new Error('cancelled');
      abort.abort(reason);
      await expect(collect(under().provider, request({ signal: abort.signal }))).rejects.toBe(reason);
      await expect(under().provider.generate(request({ signal: abort.signal }))).rejects.toBe(reason);
    });

    it('embeds each text as a vector, in order', async () => {
      const { vectors, usage } = await under().provider.embed({
        model: under().model,
        texts: ['a cart', 'an empty cart in the shop'],
        signal: new AbortController().signal,
      });
      expect(vectors).toHaveLength(2);
      expect(vectors[0]).not.toEqual(vectors[1]);
      expect(vectors[0]?.length).toBe(vectors[1]?.length);
      expect(usage.inputTokens).toBeGreaterThan(0);
    });
  });
}
