import { expect, it } from 'vitest';
import { type TestNode, trigger } from '../../../testing/plans';
import { testActor } from '../../../testing/run-origin';
import { statuses, typesOf, type Workbench } from '../workbench';

const work: TestNode = { effects: 'write' };
const pure: TestNode = { effects: 'pure' };
const merge = (join: 'all' | 'any'): TestNode => ({ operation: { kind: 'pass' }, policy: { join } });

/** Only the named trigger fires: the others are skipped, and what only they lead to is dead (design §4.9). */
export function triggerCases(bench: () => Workbench): void {
  it.each(['all', 'any'] as const)('two triggers whose paths meet in a join of %s: one path runs', async (join) => {
    const ran: string[] = [];
    for (const id of ['a1', 'a2', 'b1', 'end']) {
      bench().behaviours.set(id, ({ input }) => {
        ran.push(id);
        return { output: { [id]: input } };
      });
    }
    const pipeline = {
      nodes: { startA: trigger, startB: trigger, a1: work, a2: work, b1: work, join: merge(join), end: work },
      edges: ['startA>a1', 'a1>a2', 'a2>join', 'startB>b1', 'b1>join', 'join>end'],
    };
    const run = await bench().run(pipeline, { n: 1 }, { triggerNodeId: 'startB' });
    expect(ran).toEqual(['b1', 'end']);
    expect(statuses(run)).toEqual({
      a1: 'SKIPPED',
      a2: 'SKIPPED',
      b1: 'SUCCEEDED',
      end: 'SUCCEEDED',
      join: 'SUCCEEDED',
      startA: 'SKIPPED',
      startB: 'SUCCEEDED',
    });
    expect(run).toMatchObject({ status: 'SUCCEEDED', output: { end: { b1: { n: 1 } } } });
    for (const id of ['startA', 'a1', 'a2']) expect(typesOf(run, id)).toEqual(['node.skipped']);
  });

  it('a fused chain behind another trigger is skipped as a whole', async () => {
    const run = await bench().run(
      {
        nodes: { startA: trigger, a: pure, startB: trigger, b: pure },
        edges: ['startA>a', 'startB>b'],
        fuse: [
          ['startA', 'a'],
          ['startB', 'b'],
        ],
      },
      'x',
      { triggerNodeId: 'startA' },
    );
    expect(statuses(run)).toEqual({ a: 'SUCCEEDED', b: 'SKIPPED', startA: 'SUCCEEDED', startB: 'SKIPPED' });
    expect(run.output).toBe('x');
  });

  it('a disabled or mocked trigger that was not named does not fire either', async () => {
    const run = await bench().run(
      {
        nodes: {
          start: trigger,
          off: { ...trigger, policy: { disabled: true } },
          mocked: { ...trigger, policy: { mock: { port: 'out', output: 'mocked' } } },
          join: merge('all'),
        },
        edges: ['start>join', 'off>join', 'mocked>join'],
      },
      { n: 1 },
      { triggerNodeId: 'start' },
    );
    expect(statuses(run)).toMatchObject({ mocked: 'SKIPPED', off: 'SKIPPED', start: 'SUCCEEDED' });
    expect(run.output).toEqual({ n: 1 });
  });

  it('the first event says which trigger fired, and who started the run', async () => {
    const pipeline = { nodes: { startA: trigger, startB: trigger, end: work }, edges: ['startA>end', 'startB>end'] };
    const run = await bench().run(pipeline, null, { triggerNodeId: 'startA' });
    expect(run.events[0]).toMatchObject({
      type: 'run.started',
      data: { triggerNodeId: 'startA', startedBy: testActor, input: null },
    });
    expect(await bench().store.load(run.runId)).toMatchObject({ triggerNodeId: 'startA', startedBy: testActor });
  });

  it('a run from before triggers were named fires all of them', async () => {
    const pipeline = { nodes: { startA: trigger, startB: trigger, end: work }, edges: ['startA>end', 'startB>end'] };
    const run = await bench().run(pipeline, 'x');
    expect(run.output).toEqual({ startA: 'x', startB: 'x' });
    expect(run.rows.get('end')?.input).toEqual({ startA: 'x', startB: 'x' });
  });
}
