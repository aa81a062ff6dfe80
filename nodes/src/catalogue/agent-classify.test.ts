import { noUsage, OperationalError } from '@muster/schema';
import { describe, expect, it } from 'vitest';
import type { ModelCall, NodeContext } from '../kit/define-node';
import { agentClassify } from './agent-classify';

const config = agentClassify.config.parse({
  text: 'The cart crashes.',
  classes: [{ id: 'bug', description: 'Something is broken.' }, { id: 'question' }],
});

/** Runs the node with a model that always answers the same; returns the result and what the model was asked. */
async function classify(
  data: NodeContext['generate'] extends (call: never) => Promise<{ data: infer Data }> ? Data : never,
) {
  const calls: ModelCall[] = [];
  const ctx: NodeContext = {
    runId: 'run',
    nodeId: 'sort',
    iteration: '',
    attempt: 1,
    idempotencyKey: 'run:sort:',
    signal: new AbortController().signal,
    generate: async (call) => {
      calls.push(call);
      return { text: '', data, usage: { ...noUsage, modelCalls: 1 }, model: 'scripted' };
    },
  };
  const result = await agentClassify.run?.({ config, input: null, ctx });
  return { result, calls };
}

describe('agent.classify', () => {
  it('leaves by the port of the class that the model chose, with its usage', async () => {
    const { result, calls } = await classify({ class: 'bug', reason: 'It crashes.' });
    expect(result).toMatchObject({
      port: 'class:bug',
      output: { class: 'bug', reason: 'It crashes.' },
      usage: { modelCalls: 1 },
    });
    expect(calls).toHaveLength(1);
    expect(calls[0]?.system).toContain('- bug: Something is broken.\n- question\n');
    expect(calls[0]?.prompt).toBe('The cart crashes.');
  });

  it('bears a missing reason', async () => {
    expect((await classify({ class: 'question' })).result).toMatchObject({ output: { reason: '' } });
  });

  it.each([[null], ['bug'], [{ class: 'spam' }], [{ class: 3 }], [{ class: '__proto__' }], [[]]])(
    'fails, to be tried again, on the answer %j',
    async (data) => {
      await expect(classify(data)).rejects.toBeInstanceOf(OperationalError);
    },
  );

  it.each([
    ['one class', [{ id: 'a' }]],
    ['a class twice', [{ id: 'a' }, { id: 'a' }]],
    ['an id that is no id', [{ id: 'a b' }, { id: 'c' }]],
  ])('refuses %s', (_, classes) => {
    expect(agentClassify.config.safeParse({ text: '', classes }).success).toBe(false);
  });
});
