import type { JsonObject } from '@muster/schema';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { testForm } from '../../../json-schema/testing/test-schemas';
import { readAnswer } from '../../loop/answer-form';
import { createAgentWorld, squadVersion } from '../../testing/agent-world';
import { providerSuite } from '../provider.suite';
import { fillSchema } from './fill-schema';
import { createOfflineProvider } from './offline.provider';
import { readConversation } from './reading';

const provider = createOfflineProvider({ wordDelayMs: 0 });
const nothing = () => {};
providerSuite('offline', () => ({
  provider,
  model: 'offline',
  answersInWords: nothing,
  answersInJson: nothing,
  callsBothTools: nothing,
}));

let world: ReturnType<typeof createAgentWorld> | null = null;
afterEach(() => world?.close());

describe('the demonstration model', () => {
  it('leads a squad: delegates to all in one turn, has it reviewed, sums up, and says that it is a demonstration', async () => {
    const squad = squadVersion(
      {
        ada: { lead: true, role: 'tech-lead', name: 'Ada' },
        grace: { name: 'Grace' },
        edsger: { role: 'qa-tester', name: 'Edsger' },
      },
      ['ada delegate grace', 'ada delegate edsger', 'ada review edsger', 'grace delegate ada'],
    );
    const input = { title: 'The cart crashes when it is empty', description: 'Error 500 since version 2.4.' };
    const made = createAgentWorld({ models: { offlineWordDelayMs: 0 }, versions: [squad], input });
    world = made;
    expect(await made.call()).toEqual({ ports: ['out'] });
    expect(made.messages().map(({ from, to, kind }) => `${from} ${kind} ${to}`)).toEqual([
      '$task task ada',
      'ada delegate grace',
      'ada delegate edsger',
      'grace answer ada',
      'edsger answer ada',
      'ada review edsger',
      'edsger answer ada',
      'ada answer $task',
    ]);
    const text = String((made.stored().output as JsonObject).text);
    expect(text).toContain('The cart crashes when it is empty');
    expect(text).toContain('Grace');
    expect(text).toContain('demonstration model');
    const own = made.events('agent.message').filter((event) => event.data.from !== '$task');
    expect(own.every((event) => event.data.demonstration === true)).toBe(true);
    const tokens = made.live.filter((event) => event.type === 'agent.token');
    expect(tokens.length).toBeGreaterThan(0);
    expect(tokens.every((event) => event.data.demonstration === true)).toBe(true);
    expect(made.stored().usage).toMatchObject({ costUsd: 0, modelCalls: 6 });
  });

  it('uses a tool the matter asks for, once', async () => {
    const tools = [
      { name: 'calculate', description: 'Works out arithmetic.', parameters: { type: 'object' } },
      { name: 'current_time', description: 'The time.', parameters: { type: 'object' } },
    ];
    const messages = [{ role: 'user' as const, text: 'What is 12 * 7?' }];
    const reply = await provider.generate({ model: 'offline', messages, tools, signal: new AbortController().signal });
    expect(reply.toolCalls).toMatchObject([{ name: 'calculate', argumentsText: '{"expression":"12 * 7"}' }]);
  });

  it('sorts a text into the class its description speaks for', async () => {
    const classes = ['billing: about invoices and refunds', 'bug: something is broken', 'question: wants to know how'];
    const system = ['You sort a text into exactly one class. The classes:', ...classes.map((one) => `- ${one}`)].join(
      '\n',
    );
    const ids = ['billing', 'bug', 'question'];
    const sort = async (text: string) => {
      const reply = await provider.generate({
        model: 'offline',
        messages: [
          { role: 'system', text: system },
          { role: 'user', text },
        ],
        outputSchema: { type: 'object', properties: { class: { enum: ids } }, required: ['class'] },
        signal: new AbortController().signal,
      });
      return (JSON.parse(reply.text) as { class: string }).class;
    };
    expect(await sort('I was charged twice, please refund me.')).toBe('billing');
    expect(await sort('The page crashes with an error.')).toBe('bug');
    expect(await sort('How can I invite a colleague?')).toBe('question');
  });

  it('fills any schema it is given with a value that follows it', async () => {
    const leaf = fc.oneof(
      fc.record({ type: fc.constant('string'), maxLength: fc.integer({ min: 1, max: 50 }) }),
      fc.record({ type: fc.constant('integer'), minimum: fc.integer({ min: -9, max: 0 }), maximum: fc.nat(9) }),
      fc.record({ type: fc.constant('boolean') }),
      fc.record({ enum: fc.array(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 4 }) }),
    );
    const { schema } = fc.letrec<{ schema: JsonObject }>((tie) => ({
      schema: fc.oneof(
        { maxDepth: 3 },
        leaf as fc.Arbitrary<JsonObject>,
        fc.record({ type: fc.constant('array'), items: tie('schema'), minItems: fc.nat(3) }),
        fc
          .dictionary(fc.stringMatching(/^[a-z]{1,8}$/), tie('schema'), { maxKeys: 4 })
          .map((properties) => ({ type: 'object', properties, required: Object.keys(properties) })),
      ) as fc.Arbitrary<JsonObject>,
    }));
    await fc.assert(
      fc.asyncProperty(schema, fc.string(), async (wanted, text) => {
        const reading = readConversation({
          model: 'offline',
          messages: [{ role: 'user', text }],
          signal: new AbortController().signal,
        });
        const filled = fillSchema(wanted, reading);
        expect(await readAnswer(testForm, JSON.stringify(filled), wanted)).toMatchObject({ ok: true });
      }),
    );
  });
});
