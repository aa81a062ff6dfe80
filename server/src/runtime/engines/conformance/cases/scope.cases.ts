import { compareIterations, type RunId, rootIteration, UserError } from '@muster/schema';
import { beforeEach, expect, it } from 'vitest';
import { testContainer } from '../../../testing/container';
import { type TestNode, trigger } from '../../../testing/plans';
import { gate, type Workbench } from '../workbench';

/** A container; see `testContainer`. */
const container = (items: number[], more: Partial<TestNode> = {}): TestNode => ({
  operation: { kind: 'pass' },
  config: { items },
  ...more,
});
const inside = (parentId: string, more: Partial<TestNode> = {}): TestNode => ({ effects: 'write', parentId, ...more });

/** Scopes within scopes: each with its own scheduler, iteration, records and end. */
export function scopeCases(bench: () => Workbench): void {
  beforeEach(() => {
    bench().executors.pass = testContainer;
  });

  /** Every node run as `node@iteration: status`, in order. */
  async function rowsOf(runId: RunId): Promise<string[]> {
    const rows = await bench().store.nodeRuns(runId);
    rows.sort((a, b) => compareIterations(a.iteration, b.iteration) || (a.nodeId < b.nodeId ? -1 : 1));
    return rows.map(({ nodeId, iteration, status }) => `${nodeId}@${iteration}: ${status}`);
  }

  it('runs the nodes in a container once for each iteration, which see their item and what is upstream of it', async () => {
    const seen = '{ "item": item, "index": index, "from": input, "n": nodes.start.n, "first": nodes.first }';
    const keys: string[] = [];
    bench().behaviours.set('first', async ({ input, ctx }) => {
      keys.push(ctx.idempotencyKey);
      return { output: Number(input) + 1 };
    });
    bench().behaviours.set('second', async ({ config }) => ({ output: (config as { seen: string }).seen }));
    const run = await bench().run({
      nodes: {
        start: trigger,
        each: container([10, 20]),
        first: inside('each'),
        second: inside('each', { config: { seen: { $expr: seen } } }),
        after: { effects: 'write' },
      },
      edges: ['start>each', 'first>second', 'each>after'],
    });
    expect(run).toMatchObject({
      status: 'SUCCEEDED',
      output: [
        { item: 10, index: 0, from: 11, n: 1, first: 11 },
        { item: 20, index: 1, from: 21, n: 1, first: 21 },
      ],
    });
    expect(await rowsOf(run.runId)).toEqual([
      'after@: SUCCEEDED',
      'each@: SUCCEEDED',
      'start@: SUCCEEDED',
      'first@each:1: SUCCEEDED',
      'second@each:1: SUCCEEDED',
      'first@each:2: SUCCEEDED',
      'second@each:2: SUCCEEDED',
    ]);
    expect(keys.sort()).toEqual([1, 2].map((n) => `${run.runId}:first:each:${n}`));
  });

  it('runs containers in containers, branches and pure chains in them too', async () => {
    const big = { $expr: 'item > 1' };
    const run = await bench().run({
      nodes: {
        start: trigger,
        each: container([1, 2]),
        again: container([1, 2], { parentId: 'each' }),
        pick: {
          parentId: 'again',
          operation: { kind: 'choose', cases: [{ port: 'true', when: big }], otherwise: 'false' },
        },
        big: inside('again'),
        small: { parentId: 'again', config: {} },
      },
      edges: ['start>each', 'pick:true>big', 'pick:false>small'],
    });
    expect(run).toMatchObject({
      status: 'SUCCEEDED',
      output: [
        [1, 2],
        [1, 2],
      ],
    });
    const rows = await rowsOf(run.runId);
    expect(rows).toHaveLength(2 + 2 + 4 * 3);
    expect(rows.filter((row) => row.includes('@each:2/again:1'))).toEqual([
      'big@each:2/again:1: SKIPPED',
      'pick@each:2/again:1: SUCCEEDED',
      'small@each:2/again:1: SUCCEEDED',
    ]);
    expect(rows).toContain('big@each:1/again:2: SUCCEEDED');
  });

  it('a failure ends its own iteration only; the container decides what it means', async () => {
    bench().behaviours.set('work', async ({ input }) => {
      if (input === 2) throw new UserError('NODE_FAILED', 'two is too many');
      return { output: input };
    });
    const nodes = (onError: 'port' | 'fail'): Record<string, TestNode> => ({
      start: trigger,
      each: container([1, 2, 3], { policy: { onError } }),
      work: inside('each'),
      next: inside('each'),
      rescue: { effects: 'write' },
    });
    const edges = ['start>each', 'work>next', 'each:error>rescue'];
    const rescued = await bench().run({ nodes: nodes('port'), edges });
    expect(rescued).toMatchObject({
      status: 'SUCCEEDED',
      output: { code: 'NODE_FAILED', message: 'two is too many' },
    });
    expect(await rowsOf(rescued.runId)).toEqual([
      'each@: FAILED',
      'rescue@: SUCCEEDED',
      'start@: SUCCEEDED',
      'next@each:1: SUCCEEDED',
      'work@each:1: SUCCEEDED',
      'next@each:2: SKIPPED',
      'work@each:2: FAILED',
      'next@each:3: SUCCEEDED',
      'work@each:3: SUCCEEDED',
    ]);
    const failed = await bench().run({ nodes: nodes('fail'), edges });
    expect(failed).toMatchObject({ status: 'FAILED', error: { code: 'NODE_FAILED', nodeId: 'work' } });
  });

  it('what is in a container that never runs is skipped with it, in the iteration of the container', async () => {
    const run = await bench().run({
      nodes: {
        start: trigger,
        each: container([1]),
        again: container([1], { parentId: 'each' }),
        work: inside('again'),
      },
      edges: ['start:nowhere>each'],
    });
    expect(await rowsOf(run.runId)).toEqual([
      'again@: SKIPPED',
      'each@: SKIPPED',
      'start@: SUCCEEDED',
      'work@: SKIPPED',
    ]);
  });

  it('goes on where it was after a crash: no iteration is run again', async () => {
    const ran: string[] = [];
    const held = gate();
    let crashed = false;
    bench().behaviours.set('one', async ({ input }) => {
      ran.push(`one ${input}`);
      return { output: input };
    });
    bench().behaviours.set('two', async ({ input, ctx }) => {
      if (!crashed)
        await Promise.race([held.opened, new Promise((_, reject) => ctx.signal.addEventListener('abort', reject))]);
      return { output: Number(input) * 10 };
    });
    const runId = await bench().start({
      nodes: { start: trigger, each: container([1, 2]), one: inside('each'), two: inside('each') },
      edges: ['start>each', 'one>two'],
    });
    await expect
      .poll(async () => (await bench().store.nodeRuns(runId)).filter(({ nodeId }) => nodeId === 'two').length, {
        timeout: 25_000,
        interval: 5,
      })
      .toBe(2);
    crashed = true;
    await bench().crashAndRestart();
    const run = await bench().finished(runId);
    expect(run).toMatchObject({ status: 'SUCCEEDED', output: [10, 20] });
    expect(ran.sort()).toEqual(['one 1', 'one 2']);
  });

  it('a cancel reaches into iterations, and leaves no second row for what ran there', async () => {
    bench().behaviours.set(
      'work',
      ({ ctx }) =>
        new Promise((_, reject) => {
          ctx.signal.addEventListener('abort', () => reject(ctx.signal.reason));
        }),
    );
    const runId = await bench().start({
      nodes: { start: trigger, each: container([1]), work: inside('each'), late: inside('each') },
      edges: ['start>each', 'work>late'],
    });
    await bench().seen(runId, 'node.started', 'work');
    expect(await bench().cancel(runId)).toBe('cancelled');
    const run = await bench().finished(runId);
    expect(run.status).toBe('CANCELLED');
    expect(await rowsOf(runId)).toEqual([
      'each@: CANCELLED',
      'late@: SKIPPED',
      'start@: SUCCEEDED',
      'work@each:1: CANCELLED',
    ]);
    expect((await bench().store.nodeRuns(runId, rootIteration)).map(({ nodeId }) => nodeId)).not.toContain('work');
  });
}
