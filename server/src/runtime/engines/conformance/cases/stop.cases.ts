import { MAX_PAYLOAD_BYTES } from '@muster/schema';
import { expect, it } from 'vitest';
import { type TestNode, trigger } from '../../../testing/plans';
import { gate, statuses, type Workbench } from '../workbench';

const work: TestNode = { effects: 'write' };

/** Stop nodes, and how a run's output comes about. */
export function stopCases(bench: () => Workbench): void {
  it('succeed: the value is the output; what runs finishes, nothing new starts', async () => {
    const started = gate();
    const halted = gate();
    bench().behaviours.set('busy', async () => {
      started.open();
      await halted.opened;
      return { output: 1 };
    });
    bench().behaviours.set('wait', async ({ input }) => {
      await started.opened;
      return { output: input };
    });
    const runId = await bench().start({
      nodes: {
        start: trigger,
        busy: work,
        late: work,
        wait: work,
        halt: {
          operation: { kind: 'stop', outcome: 'succeed', value: { answer: { $ref: { node: '$input', path: ['n'] } } } },
        },
      },
      edges: ['start>busy', 'busy>late', 'start>wait', 'wait>halt'],
    });
    await bench().seen(runId, 'node.started', 'busy');
    await bench().seen(runId, 'node.completed', 'halt');
    halted.open();
    const run = await bench().finished(runId);
    expect(run).toMatchObject({ status: 'SUCCEEDED', output: { answer: 1 } });
    expect(statuses(run)).toEqual({
      busy: 'SUCCEEDED',
      halt: 'SUCCEEDED',
      late: 'SKIPPED',
      start: 'SUCCEEDED',
      wait: 'SUCCEEDED',
    });
  });

  it('fail: the value is the message, and the stop node is what failed', async () => {
    const value = { $template: ['no customer ', { $ref: { node: '$input', path: ['n'] } }] };
    const run = await bench().run({
      nodes: { start: trigger, halt: { operation: { kind: 'stop', outcome: 'fail', value } } },
      edges: ['start>halt'],
    });
    expect(run).toMatchObject({
      status: 'FAILED',
      error: { code: 'RUN_STOPPED', message: 'no customer 1', nodeId: 'halt' },
    });
    expect(statuses(run)).toEqual({ start: 'SUCCEEDED', halt: 'FAILED' });
    expect(run.events.find(({ type }) => type === 'node.failed')).toMatchObject({
      nodeId: 'halt',
      data: { error: run.error, handled: false },
    });
  });

  it('a stop on a path not taken stops nothing', async () => {
    const run = await bench().run({
      nodes: {
        start: trigger,
        check: { operation: { kind: 'choose', cases: [{ port: 'true', when: false }], otherwise: 'false' } },
        halt: { operation: { kind: 'stop', outcome: 'fail', value: 'no' } },
        end: work,
      },
      edges: ['start>check', 'check:true>halt', 'check:false>end'],
    });
    expect(run).toMatchObject({ status: 'SUCCEEDED', output: { n: 1 } });
  });

  it('without a stop, the output is that of the last nodes that ran: one alone, several by id', async () => {
    bench().behaviours.set('a', () => ({ output: 'A' }));
    bench().behaviours.set('b', () => ({ output: 'B' }));
    const nodes = { start: trigger, a: work, b: work, c: work };
    const two = await bench().run({ nodes, edges: ['start>a', 'start>b', 'a:never>c'] });
    expect(two.output).toEqual({ a: 'A', b: 'B' });
    const one = await bench().run({ nodes: { start: trigger, a: work }, edges: ['start>a'] });
    expect(one.output).toBe('A');
    const none = await bench().run({ nodes: { start: trigger }, edges: [] }, 'in');
    expect(none.output).toBe('in');
  });

  it('a run output over 4 MB fails the run with a typed error', async () => {
    const big = 'x'.repeat(MAX_PAYLOAD_BYTES * 0.75);
    for (const id of ['a', 'b']) bench().behaviours.set(id, () => ({ output: big }));
    const run = await bench().run({ nodes: { start: trigger, a: work, b: work }, edges: ['start>a', 'start>b'] });
    expect(run).toMatchObject({ status: 'FAILED', error: { code: 'OUTPUT_TOO_LARGE' } });
  });
}
