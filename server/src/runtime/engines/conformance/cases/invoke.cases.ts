import { isJsonObject, newId, type RunId } from '@muster/schema';
import { expect, it } from 'vitest';
import type { AgentHandler } from '../../../ports';
import { GiveUp } from '../../../step-tools';
import { makeFunction, type TestNode, trigger } from '../../../testing/plans';
import { statuses, type Workbench } from '../workbench';

const work: TestNode = { effects: 'write' };
const agent = (onError: 'fail' | 'port' | 'continue' = 'fail'): TestNode => ({
  operation: { kind: 'agent', agent: { role: 'tech-lead', instructions: 'x', maxTurns: 1 } },
  effects: 'write',
  policy: { onError },
});

/** Nodes that are functions of their own: agents and squads. */
export function invokeCases(bench: () => Workbench): void {
  /** An agent as the agents' developer writes it: its row is begun and ended by its own function. */
  const wellBehaved: AgentHandler = async ({ step, data }) => {
    const { runId, nodeId, iteration } = data as { runId: RunId; nodeId: string; iteration: string };
    const key = { runId, nodeId, iteration };
    const begun = await step.run('begin', async () => (await bench().store.startNode(key, null)).kind);
    if (begun === 'stopped') return { stopped: true };
    const said = await step.run('turn', async () => `${nodeId} was heard`);
    return step.run('end', async () => {
      const rows = await bench().store.finishNodes([{ ...key, status: 'SUCCEEDED', ports: ['out'], output: said }]);
      return rows ? { ports: rows[0]?.ports ?? [] } : { stopped: true };
    });
  };

  it('an agent is invoked, works in steps of its own, and the pipeline goes on with what it recorded', async () => {
    bench().agents = wellBehaved;
    const run = await bench().run({ nodes: { start: trigger, ada: agent(), b: work }, edges: ['start>ada', 'ada>b'] });
    expect(run).toMatchObject({ status: 'SUCCEEDED', output: 'ada was heard' });
    expect(run.rows.get('b')?.input).toBe('ada was heard');
  });

  it('agents in parallel branches are at work at the same time', async () => {
    const arrived = new Set<string>();
    bench().agents = async (call) => {
      const { nodeId } = call.data as { nodeId: string };
      await call.step.run('meet', async () => {
        arrived.add(nodeId);
        for (let turn = 0; arrived.size < 2 && turn < 5000; turn++)
          await new Promise((resolve) => setTimeout(resolve, 2));
        return arrived.size;
      });
      return wellBehaved(call);
    };
    const run = await bench().run({
      nodes: { start: trigger, ada: agent(), grace: agent() },
      edges: ['start>ada', 'start>grace'],
    });
    expect(run.status).toBe('SUCCEEDED');
    expect(arrived.size).toBe(2);
  });

  it('an agent that failed fails the run with what its row says', async () => {
    bench().agents = async ({ step, data }) => {
      const { runId, nodeId, iteration } = data as { runId: RunId; nodeId: string; iteration: string };
      const error = { code: 'TURN_LIMIT', message: 'too many turns', nodeId };
      await step.run('end', async () => {
        await bench().store.finishNodes([
          { runId, nodeId, iteration, status: 'FAILED', ports: [], output: null, error },
        ]);
        return null;
      });
      return { failed: true };
    };
    const run = await bench().run({ nodes: { start: trigger, ada: agent(), b: work }, edges: ['start>ada', 'ada>b'] });
    expect(run.error).toEqual({ code: 'TURN_LIMIT', message: 'too many turns', nodeId: 'ada' });
    expect(statuses(run)).toMatchObject({ ada: 'FAILED', b: 'SKIPPED' });
  });

  it.each([
    ['fail', 'FAILED', null],
    ['port', 'SUCCEEDED', 'NODE_CRASHED'],
    ['continue', 'SUCCEEDED', null],
  ] as const)('a function that gives up becomes a failure of its node: onError %s', async (onError, status, code) => {
    bench().agents = async () => {
      throw new GiveUp('cannot go on');
    };
    const run = await bench().run({
      nodes: { start: trigger, ada: agent(onError), rescue: work, b: work },
      edges: ['start>ada', 'ada:error>rescue', 'ada>b'],
    });
    expect(run.status).toBe(status);
    if (onError === 'fail') expect(run.error).toMatchObject({ code: 'NODE_CRASHED', nodeId: 'ada' });
    if (onError === 'port') expect(run.output).toMatchObject({ code });
    expect(run.rows.get('ada')?.status).toBe('FAILED');
  });

  it('a squad is invoked in the version pinned when the run was accepted; without one the node fails', async () => {
    const squadVersion = newId('version');
    const heard: unknown[] = [];
    const squad = makeFunction(`${squadVersion}.main`, async ({ step, data, signal }) => {
      heard.push(isJsonObject(data) ? data.squadNode : null);
      return wellBehaved({ step, data, signal } as Parameters<AgentHandler>[0]);
    });
    bench().functions.set(squad.id, { ...squad, retries: 1 });
    const operation = { kind: 'squad' as const, workflowId: 'wfl_squad', task: { $ref: { node: '$input', path: [] } } };
    const plan = { nodes: { start: trigger, fix: { operation, effects: 'write' as const } }, edges: ['start>fix'] };
    const run = await bench().finished(await bench().start(plan, null, { pins: { wfl_squad: squadVersion } }));
    expect(run).toMatchObject({ status: 'SUCCEEDED', output: 'fix was heard' });
    expect(heard[0]).toEqual({ workflowId: 'wfl_squad', task: operation.task });
    const unpinned = await bench().run(plan);
    expect(unpinned.error).toMatchObject({ code: 'NOT_PUBLISHED', nodeId: 'fix' });
  });

  it('a mocked or disabled agent is not invoked', async () => {
    const run = await bench().run({
      nodes: {
        start: trigger,
        mocked: { ...agent(), policy: { mock: { port: 'out', output: 'm' } } },
        off: { ...agent(), policy: { disabled: true } },
      },
      edges: ['start>mocked', 'mocked>off'],
    });
    expect(run).toMatchObject({ status: 'SUCCEEDED', output: 'm' });
  });
}
