import type { CompileReport, JsonObject } from '@muster/schema';
import { describe, expect, it } from 'vitest';
import type { CompileEnv } from '../env';
import { compile } from '../pipeline';
import { chain, edge, node, path, pipeline, start } from '../testing/build-graph';
import { loadFixture } from '../testing/fixtures';

const noSquads: CompileEnv = { squads: new Map() };
const agent = (more: JsonObject = {}) =>
  pipeline(
    [start(), node('a', 'agent.task', { role: 'tech-lead', instructions: 'Work', maxTurns: 4, ...more })],
    path('start', 'a'),
  );
function reportOf(graph: unknown, env: CompileEnv = noSquads): CompileReport {
  const { compiled, diagnostics } = compile(graph, env);
  if (!compiled) throw new Error(JSON.stringify(diagnostics));
  return compiled.report;
}

describe('the report', () => {
  it('counts what is drawn, the longest path and the widest level', () => {
    const graph = pipeline(
      [start(), node('a'), node('b'), node('c'), node('join', 'flow.merge')],
      [...path('start', 'a', 'b', 'join'), edge('start', 'c'), edge('c', 'join')],
    );
    expect(reportOf(graph)).toMatchObject({ nodes: 5, edges: 5, longestPath: 4, widestLevel: 2, fused: [['a', 'b']] });
  });

  it('counts the durable steps of the main function: one for a fused chain, a call and its failure for an agent', () => {
    const main = { worstNodeId: null, limit: 1_000 };
    expect(reportOf(chain(10)).steps).toEqual({ ...main, expected: 1, worstCase: 1 });
    const many = pipeline(
      [
        start(),
        ...[...'abcdefgh'].map((id) =>
          node(id, 'agent.task', { role: 'tech-lead', instructions: 'Work', tools: [], maxTurns: 1 }),
        ),
      ],
      [...'abcdefgh'].map((id) => edge('start', id)),
    );
    expect(reportOf(many).steps).toEqual({ ...main, expected: 9, worstCase: 17 });
  });

  it('names the agent whose own function can take most: all turns, with every call and every retry', () => {
    const worst = (more: JsonObject) => reportOf(agent(more)).steps;
    expect(worst({})).toEqual({ expected: 2, worstCase: 3 + 4 * (5 + 16), worstNodeId: 'a', limit: 1_000 });
    expect(worst({ tools: [] }).worstCase).toBe(3 + 4 * 5);
    expect(reportOf(loadFixture('squad-of-three').graph).steps).toEqual({
      expected: 3,
      worstCase: 3 + 12 * (5 + 16),
      worstNodeId: 'ada',
      limit: 1_000,
    });
  });

  it('bounds calls, tokens and cost by turns and model', () => {
    const report = reportOf(agent({ model: 'gpt-5' }));
    expect(report.models).toMatchObject([{ nodeId: 'a', model: 'gpt-5', worstCaseCalls: 4 }]);
    expect(report.worstCaseCostUsd).toBeGreaterThan(0);
    expect(report.worstCaseTokens).toBe(report.models[0]?.worstCaseTokens);
  });

  it('lets a budget lower the worst case', () => {
    expect(reportOf(agent({ model: 'gpt-5', budget: { tokens: 500, usd: 0.0001 } }))).toMatchObject({
      worstCaseTokens: 500,
      worstCaseCostUsd: 0.0001,
    });
  });

  it('says so when a price is not known', () => {
    expect(reportOf(agent({ model: 'home-made' })).worstCaseCostUsd).toBeNull();
  });

  it('L3: refuses a budget in US dollars where the price is not known, and takes prices of the operator', () => {
    const unpriced = agent({ model: 'home-made', budget: { usd: 1 } });
    const refused = compile(unpriced, noSquads);
    const found = (graph: unknown, env: CompileEnv) =>
      compile(graph, env).diagnostics.filter(({ severity }) => severity === 'error');
    expect(refused.compiled).toBeNull();
    expect(found(unpriced, noSquads)).toMatchObject([
      { code: 'BUDGET_PRICE_UNKNOWN', severity: 'error', nodeIds: ['a'], configPath: ['budget', 'usd'] },
    ]);
    expect(refused.diagnostics[0]?.message).toContain('"home-made"');
    expect(refused.diagnostics[0]?.fix).toContain('MUSTER_MODEL_PRICES');
    const priced = { ...noSquads, prices: { 'home-made': { inputPerMillionUsd: 1, outputPerMillionUsd: 1 } } };
    expect(reportOf(unpriced, priced).worstCaseCostUsd).toBeGreaterThan(0);
    expect(found(agent({ model: 'home-made', budget: { tokens: 500 } }), noSquads)).toEqual([]);
  });

  it('L3: refuses a squad task with such a budget when a member has a model of unknown price', () => {
    const squadReport = { worstCaseModelCalls: 3, worstCaseTokens: 900, worstCaseCostUsd: null };
    const env: CompileEnv = {
      squads: new Map([['bugs', { name: 'Bug squad', versionId: 'ver_1', members: 3, report: squadReport }]]),
    };
    const task = (budget: JsonObject) =>
      pipeline(
        [start(), node('fix', 'squad.task', { workflowId: 'bugs', task: 'Mend it.', budget })],
        path('start', 'fix'),
      );
    const found = (budget: JsonObject) =>
      compile(task(budget), env).diagnostics.filter(({ severity }) => severity === 'error');
    expect(found({ usd: 1 })).toMatchObject([
      { code: 'BUDGET_PRICE_UNKNOWN', severity: 'error', nodeIds: ['fix'], configPath: ['budget', 'usd'] },
    ]);
    expect(found({ tokens: 1 })).toEqual([]);
  });

  it('uses the model that a tier stands for at present', () => {
    const env: CompileEnv = { ...noSquads, modelFor: (tier) => (tier === 'strong' ? 'offline' : 'gpt-5') };
    expect(reportOf(agent(), env)).toMatchObject({ models: [{ model: 'offline' }], worstCaseCostUsd: 0 });
  });

  it('counts nothing for a node that is mocked', () => {
    const graph = agent();
    const mocked = {
      ...graph,
      nodes: graph.nodes.map((each) =>
        each.id === 'a' ? { ...each, policy: { mock: { port: 'out', output: 1 } } } : each,
      ),
    };
    expect(reportOf(mocked)).toMatchObject({ models: [], worstCaseModelCalls: 0 });
  });

  it('adds what a squad may cost, within the budget of the task', () => {
    const squadReport = {
      ...reportOf(agent({ model: 'gpt-5' })),
      worstCaseModelCalls: 30,
      worstCaseTokens: 9_000,
      worstCaseCostUsd: 2,
    };
    const env: CompileEnv = {
      squads: new Map([['bugs', { name: 'Bug squad', versionId: 'ver_1', members: 3, report: squadReport }]]),
    };
    const task = (more: JsonObject) =>
      reportOf(
        pipeline(
          [start(), node('fix', 'squad.task', { workflowId: 'bugs', task: 'Mend', ...more })],
          path('start', 'fix'),
        ),
        env,
      );
    expect(task({})).toMatchObject({ worstCaseModelCalls: 30, worstCaseTokens: 9_000, worstCaseCostUsd: 2 });
    expect(task({ budget: { usd: 0.5 } }).worstCaseCostUsd).toBe(0.5);
    expect(task({}).squads).toEqual([{ nodeId: 'fix', workflowId: 'bugs', versionId: 'ver_1', members: 3 }]);
  });

  it('bounds a squad by the messages it may send, counted for its dearest member', () => {
    const { models, worstCaseModelCalls } = reportOf(loadFixture('squad-of-three').graph);
    expect(models.map(({ nodeId, worstCaseCalls }) => [nodeId, worstCaseCalls])).toEqual([
      ['ada', 12],
      ['edsger', 200 * 12],
      ['grace', 200 * 12],
    ]);
    expect(worstCaseModelCalls).toBe(12 + 200 * 12);
  });

  it('counts nothing for a member nobody turns to', () => {
    const { models } = reportOf(loadFixture('warning.member-unreachable').graph);
    expect(models.map(({ nodeId }) => nodeId)).toEqual(['ada', 'grace']);
  });

  it('G7: warns of more steps than Inngest takes, and refuses them where runs are on Inngest', () => {
    const steps = { ...noSquads, fuse: false };
    expect(compile(chain(1_100), steps)).toMatchObject({
      diagnostics: [{ code: 'STEPS_OVER_LIMIT', severity: 'warning' }],
    });
    expect(compile(chain(1_100), { ...steps, maxSteps: 1_000 })).toMatchObject({
      diagnostics: [{ code: 'STEPS_OVER_LIMIT', severity: 'error' }],
      compiled: null,
    });
    expect(compile(chain(1_100), { ...noSquads, maxSteps: 1_000 }).diagnostics).toEqual([]);
  });

  it('G7: looks at the functions of agents too, and says how many turns are left', () => {
    const policy = { retry: { maxAttempts: 1 } };
    const withTurns = (maxTurns: number) => {
      const graph = agent({ maxTurns });
      return { ...graph, nodes: graph.nodes.map((each) => (each.id === 'a' ? { ...each, policy } : each)) };
    };
    expect(compile(withTurns(58), { ...noSquads, maxSteps: 1_000 }).diagnostics).toEqual([]);
    const over = { code: 'STEPS_OVER_LIMIT', nodeIds: ['a'], fix: expect.stringContaining('58 turns') };
    expect(compile(withTurns(59), noSquads).diagnostics).toMatchObject([{ ...over, severity: 'warning' }]);
    expect(compile(withTurns(59), { ...noSquads, maxSteps: 1_000 })).toMatchObject({
      diagnostics: [{ ...over, severity: 'error' }],
      compiled: null,
    });
    const mocked = withTurns(100);
    const mock = { port: 'out', output: 1 };
    const nodes = mocked.nodes.map((each) => (each.id === 'a' ? { ...each, policy: { mock } } : each));
    expect(compile({ ...mocked, nodes }, { ...noSquads, maxSteps: 1_000 }).diagnostics).toEqual([]);
  });
});
