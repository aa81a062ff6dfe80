import { newId } from '@muster/schema';
import { expect, it } from 'vitest';
import { makeFunction, type TestNode, trigger } from '../../../testing/plans';
import { gate, statuses, until, type Workbench } from '../workbench';

const work: TestNode = { effects: 'write' };

/** R2, R3: the process ends, another goes on. */
export function crashCases(bench: () => Workbench): void {
  /** Counts side effects by node, as the world outside would. */
  function counted(ids: string[], hold: Map<string, Promise<void>> = new Map()) {
    const effects = new Map(ids.map((id) => [id, 0]));
    for (const id of ids) {
      bench().behaviours.set(id, async () => {
        effects.set(id, (effects.get(id) ?? 0) + 1);
        await hold.get(id);
        return { output: id };
      });
    }
    return effects;
  }

  it('R2: a crash in the middle of a node: recorded nodes are not run again, the one under way is', async () => {
    const { opened, open } = gate();
    const effects = counted(['a', 'b', 'c'], new Map([['b', opened]]));
    const runId = await bench().start({
      nodes: { start: trigger, a: work, b: work, c: work },
      edges: ['start>a', 'a>b', 'b>c'],
    });
    await until(() => effects.get('b') === 1);
    await bench().crash();
    open();
    await bench().startProcess();
    const run = await bench().finished(runId);
    expect(run).toMatchObject({ status: 'SUCCEEDED', output: 'c' });
    expect(Object.fromEntries(effects)).toEqual({ a: 1, b: 2, c: 1 });
    expect(run.rows.get('b')).toMatchObject({ attempt: 2 });
    expect(run.rows.get('a')).toMatchObject({ attempt: 1 });
  });

  it('R3: a crash in the middle of a fan-out of 50', async () => {
    const { opened, open } = gate();
    const ids = Array.from({ length: 50 }, (_, n) => `f${n}`);
    const slow = new Set(ids.slice(0, 25));
    const effects = counted(ids, new Map([...slow].map((id) => [id, opened])));
    const runId = await bench().start({
      nodes: {
        start: trigger,
        ...Object.fromEntries(ids.map((id) => [id, work])),
        join: { operation: { kind: 'pass' } },
      },
      edges: ids.flatMap((id) => [`start>${id}`, `${id}>join`]),
    });
    await until(
      async () => (await bench().store.nodeRuns(runId)).filter(({ status }) => status === 'SUCCEEDED').length >= 26,
    );
    await until(() => [...slow].every((id) => effects.get(id) === 1));
    await bench().crash();
    open();
    await bench().startProcess();
    const run = await bench().finished(runId);
    expect(run.status).toBe('SUCCEEDED');
    expect(new Set(Object.values(statuses(run)))).toEqual(new Set(['SUCCEEDED']));
    for (const id of ids) expect(effects.get(id), id).toBe(slow.has(id) ? 2 : 1);
  });

  it('a crash while a run waits for a failure to finish: still nothing new starts', async () => {
    const { opened, open } = gate();
    const effects = counted(['busy', 'late', 'bad'], new Map([['busy', opened]]));
    bench().behaviours.set('bad', async () => {
      await until(() => effects.get('busy') === 1);
      throw new TypeError('defect');
    });
    const runId = await bench().start({
      nodes: { start: trigger, busy: work, late: work, other: { effects: 'pure' }, bad: work },
      edges: ['start>busy', 'busy>late', 'busy>other', 'start>bad'],
    });
    await bench().seen(runId, 'node.failed', 'bad');
    await until(() => effects.get('busy') === 1);
    await bench().crash();
    open();
    await bench().startProcess();
    const run = await bench().finished(runId);
    expect(run.error).toMatchObject({ nodeId: 'bad' });
    expect(effects.get('late')).toBe(0);
    expect(statuses(run)).toMatchObject({ busy: 'SUCCEEDED', late: 'SKIPPED', other: 'SKIPPED' });
  });

  it('a crash between the steps of an invoked function: its recorded steps are not run again', async () => {
    const { opened, open } = gate();
    let first = 0;
    let second = 0;
    bench().agents = async ({ step, data }) => {
      const { runId, nodeId } = data as never as { runId: never; nodeId: string };
      const key = { runId, nodeId, iteration: '' };
      await step.run('first', async () => {
        await bench().store.startNode(key, null);
        first += 1;
        return null;
      });
      await step.run('second', async () => {
        second += 1;
        await opened;
        return null;
      });
      await step.run('end', async () => {
        await bench().store.finishNodes([{ ...key, status: 'SUCCEEDED', ports: ['out'], output: 'said' }]);
        return null;
      });
      return { ports: ['out'] };
    };
    const agent: TestNode = {
      operation: { kind: 'agent', agent: { role: 'tech-lead', instructions: 'x', maxTurns: 1 } },
      effects: 'write',
    };
    const runId = await bench().start({ nodes: { start: trigger, agent, b: work }, edges: ['start>agent', 'agent>b'] });
    await until(() => second === 1);
    await bench().crash();
    open();
    await bench().startProcess();
    const run = await bench().finished(runId);
    expect(run).toMatchObject({ status: 'SUCCEEDED', output: 'said' });
    expect([first, second]).toEqual([1, 2]);
  });

  it('a crash while a function sleeps: it wakes in another process', async () => {
    const id = `${newId('version')}.raw`;
    const before: number[] = [];
    let recorded = false;
    let over = false;
    const sleeper = makeFunction(id, async ({ step }) => {
      await step.run('before', async () => before.push(1));
      recorded = true;
      await step.sleep('nap', 400);
      await step.run('after', async () => {
        over = true;
        return null;
      });
      return null;
    });
    bench().functions.set(id, { ...sleeper, retries: 1 });
    await bench().engine.start({ key: id, functionId: id, data: { runId: newId('run') } });
    await until(() => recorded);
    await bench().crashAndRestart();
    await until(() => over);
    expect(before).toHaveLength(1);
  });

  it('an orderly close lets running steps finish and loses nothing', async () => {
    const { opened, open } = gate();
    const effects = counted(['a', 'b'], new Map([['a', opened]]));
    const runId = await bench().start({ nodes: { start: trigger, a: work, b: work }, edges: ['start>a', 'a>b'] });
    await until(() => effects.get('a') === 1);
    const closing = bench().engine.close(10_000);
    open();
    await closing;
    await bench().startProcess();
    const run = await bench().finished(runId);
    expect(run.status).toBe('SUCCEEDED');
    expect(Object.fromEntries(effects)).toEqual({ a: 1, b: 1 });
  });
}
