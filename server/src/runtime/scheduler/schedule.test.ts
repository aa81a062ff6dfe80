import { factsOf } from '@muster/nodes';
import { describe, expect, it } from 'vitest';
import type { PlanNode } from '../../compiler/plan';
import { makePlan, type TestNode, trigger } from '../testing/plans';
import { SKIPPED, type StepEnd, schedule } from './schedule';

const emitting = (ports: Record<string, string[]> = {}) => {
  const ran: string[] = [];
  const skipped: string[] = [];
  return {
    ran,
    skipped,
    starts: ({ operation }: PlanNode) => factsOf(operation).isStart,
    async run({ nodeIds: [id = ''] }: { nodeIds: string[] }): Promise<StepEnd> {
      ran.push(id);
      return { ports: new Map([[id, ports[id] ?? ['out']]]), endedBy: null, stopped: false };
    },
    skip: (ids: readonly string[]) => void skipped.push(...ids),
  };
};

describe('schedule', () => {
  it.each([['live'], ['dead']])('a %s chain of 10,000 nodes does not overflow anything', async (kind) => {
    const ids = Array.from({ length: 10_000 }, (_, n) => `n${n}`);
    const nodes: Record<string, TestNode> = { start: trigger };
    for (const id of ids) nodes[id] = {};
    const first = kind === 'live' ? 'start>n0' : 'start:nowhere>n0';
    const plan = makePlanQuickly(nodes, [first, ...ids.slice(1).map((id, n) => `n${n}>${id}`)]);
    const tools = emitting();
    const { settled } = await schedule(plan, tools);
    expect(tools.ran).toHaveLength(kind === 'live' ? 10_001 : 1);
    expect(tools.skipped).toHaveLength(kind === 'live' ? 0 : 10_000);
    expect(settled.get('n9999')).toEqual(kind === 'live' ? ['out'] : SKIPPED);
  });

  it('G15: an island that nothing leads to is skipped, and so is a trigger that did not start the run', async () => {
    const plan = makePlan({
      nodes: { one: trigger, two: trigger, afterOne: {}, afterTwo: {}, island: {}, end: {} },
      edges: ['one>afterOne', 'two>afterTwo', 'afterOne>end', 'afterTwo>end'],
    });
    const tools = { ...emitting(), starts: ({ id }: PlanNode) => id === 'two' };
    await schedule(plan, tools);
    expect(tools.ran).toEqual(['two', 'afterTwo', 'end']);
    expect(tools.skipped.sort()).toEqual(['afterOne', 'island', 'one']);
  });

  it('lets what is under way settle before it passes an error of the engine on', async () => {
    const plan = makePlan({
      nodes: { start: trigger, bad: {}, busy: {}, late: {} },
      edges: ['start>bad', 'start>busy', 'busy>late'],
    });
    const tools = emitting();
    const settled: string[] = [];
    const run: typeof tools.run = async (step) => {
      if (step.nodeIds[0] === 'bad') throw new Error('the engine is gone');
      const end = await tools.run(step);
      await new Promise((resolve) => setImmediate(resolve));
      settled.push(...step.nodeIds);
      return end;
    };
    await expect(schedule(plan, { ...tools, run })).rejects.toThrow('the engine is gone');
    expect(settled).toEqual(['start', 'busy']);
  });
});

/** `makePlan` looks edges up by searching; a line is in order already and needs none. */
function makePlanQuickly(nodes: Record<string, TestNode>, edges: string[]) {
  const plan = makePlan({ nodes: { start: nodes.start ?? {} }, edges: [] });
  const ids = Object.keys(nodes);
  const [template] = plan.nodes;
  if (!template) throw new Error('no start');
  const planEdges = edges.map((id) => {
    const [from = '', to = ''] = id.split('>');
    const [node = '', port = 'out'] = from.split(':');
    return { id, source: { node, port }, target: { node: to, port: 'in' } };
  });
  return {
    ...plan,
    edges: planEdges,
    nodes: ids.map((id, n) => ({
      ...template,
      id,
      operation: n === 0 ? template.operation : ({ kind: 'pass' } as const),
      incoming: n === 0 ? [] : [edges[n - 1] ?? ''],
      outgoing: n === ids.length - 1 ? [] : [edges[n] ?? ''],
    })),
    steps: ids.map((id) => ({ id: `node:${id}`, nodeIds: [id] })),
  };
}
