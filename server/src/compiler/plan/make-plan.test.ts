import type { JsonObject, NodePolicy } from '@muster/schema';
import { describe, expect, it } from 'vitest';
import { type CompileEnv, emptyEnv } from '../env';
import { compile } from '../pipeline';
import { node, path, pipeline, ref, start } from '../testing/build-graph';
import { fixtureEnv, loadFixture } from '../testing/fixtures';

function planOf(type: string, config?: JsonObject, policy?: NodePolicy, env: CompileEnv = emptyEnv) {
  const graph = pipeline([start(), node('a', type, config, policy)], path('start', 'a'));
  const { compiled, diagnostics } = compile(graph, env);
  const planned = compiled?.plan.nodes.find(({ id }) => id === 'a');
  if (!compiled || !planned) throw new Error(JSON.stringify(diagnostics));
  return { ...compiled, node: planned };
}
const agent = (more: JsonObject = {}) => ({ role: 'tech-lead', instructions: 'Work', ...more });

describe('policies', () => {
  it('tries nodes that ask a model three times, with growing pauses', () => {
    for (const [type, config] of [
      ['agent.task', agent()],
      ['agent.classify', { text: 'x', classes: [{ id: 'a' }, { id: 'b' }] }],
    ] as const) {
      expect(planOf(type, config as JsonObject).node.policy.retry).toEqual({
        maxAttempts: 3,
        backoff: 'exponential',
        initialSeconds: 2,
        maxSeconds: 60,
      });
    }
  });

  it('tries everything else once', () => {
    expect(planOf('data.transform').node.policy).toEqual({
      join: 'all',
      retry: { maxAttempts: 1, backoff: 'exponential', initialSeconds: 1, maxSeconds: 60 },
      timeoutSeconds: null,
      onError: 'fail',
      mock: null,
      disabled: false,
    });
    const squad = planOf('squad.task', { workflowId: 'bugs', task: 'Mend it' }, undefined, fixtureEnv);
    expect(squad.node.policy.retry.maxAttempts).toBe(1);
  });

  it('keeps what is drawn and fills in the rest', () => {
    const { policy } = planOf('agent.task', agent(), {
      retry: { maxAttempts: 5 },
      timeoutSeconds: 9,
      join: 'any',
    }).node;
    expect(policy).toMatchObject({ retry: { maxAttempts: 5, initialSeconds: 2 }, timeoutSeconds: 9, join: 'any' });
  });
});

describe('operations', () => {
  it('name an agent by its config, else by its node', () => {
    const nameOf = (config: JsonObject) => planOf('agent.task', config).node.operation;
    expect(nameOf(agent())).toMatchObject({ agent: { name: 'a' } });
    expect(nameOf(agent({ name: 'Ada' }))).toMatchObject({ agent: { name: 'Ada' } });
  });

  it('write out the path of every reference', () => {
    const { config } = planOf('data.transform', {
      output: [{ $ref: { node: 'start' } }, { $template: ['x', ref('start', 'y')] }],
    }).node;
    expect(config).toEqual({ output: [ref('start'), { $template: ['x', ref('start', 'y')] }] });
  });

  it('leave JSON Schemas alone, $ref and all', () => {
    const outputSchema = { type: 'object', properties: { a: { $ref: '#/$defs/a' } }, $defs: { a: { type: 'string' } } };
    expect(planOf('agent.task', agent({ outputSchema })).node.operation).toMatchObject({ agent: { outputSchema } });
  });
});

describe('functions', () => {
  it('are one for the pipeline and one for each agent', () => {
    const { functions } = planOf('agent.task', agent());
    expect(functions.map(({ id, kind, nodeId }) => [id, kind, nodeId])).toEqual([
      ['main', 'pipeline', null],
      ['agent.a', 'agent', 'a'],
    ]);
    expect(functions.map(({ triggers }) => triggers)).toEqual([[{ event: 'muster/run.requested' }], []]);
    const cancelOn = { event: 'muster/run.cancelled', match: 'data.runId' };
    expect(functions.map((spec) => spec.cancelOn)).toEqual([cancelOn, cancelOn]);
  });

  it('are one for the squad and one for each member, and the plan knows the lead', () => {
    const { compiled } = compile(loadFixture('squad-of-three').graph);
    expect(compiled?.functions.map(({ id }) => id)).toEqual(['main', 'member.ada', 'member.edsger', 'member.grace']);
    expect(compiled?.plan).toMatchObject({ kind: 'squad', leadId: 'ada', steps: [], squadWorkflowIds: [] });
  });

  it('do not include the members of a squad that a task is handed to', () => {
    const { compiled } = compile(loadFixture('squad-task').graph, fixtureEnv);
    expect(compiled?.functions.map(({ id }) => id)).toEqual(['main']);
    expect(compiled?.plan.squadWorkflowIds).toEqual(['bugs']);
  });
});
