import { newId, OperationalError, type RunId } from '@muster/schema';
import { expect, it } from 'vitest';
import { type TestNode, trigger } from '../../../testing/plans';
import { gate, statuses, typesOf, until, type Workbench } from '../workbench';

const work: TestNode = { effects: 'write' };
const line = { nodes: { start: trigger, a: work, b: work }, edges: ['start>a', 'a>b'] };

/** R11: cancelling at every moment. */
export function cancelCases(bench: () => Workbench): void {
  it('during a node: it is told to stop, nothing new starts, nothing is written after the end', async () => {
    const aborted = gate();
    const written = gate();
    bench().behaviours.set('a', async ({ ctx }) => {
      ctx.signal.addEventListener('abort', () => aborted.open());
      await aborted.opened;
      written.open();
      return { output: 'too late' };
    });
    const runId = await bench().start(line);
    await bench().seen(runId, 'node.started', 'a');
    expect(await bench().cancel(runId)).toBe('cancelled');
    const events = (await bench().snapshot(runId)).events.length;
    await aborted.opened;
    await written.opened;
    const run = await bench().snapshot(runId);
    expect(statuses(run)).toEqual({ a: 'CANCELLED', b: 'SKIPPED', start: 'SUCCEEDED' });
    expect(run.events).toHaveLength(events);
    expect(run.events.at(-1)?.type).toBe('run.cancelled');
    expect(run.rows.get('a')?.output).toBeNull();
  });

  it('before the start: nothing of it ever runs', async () => {
    let ran = 0;
    bench().behaviours.set('a', () => {
      ran += 1;
      return { output: 1 };
    });
    const { runId, call } = await bench().accept(line);
    expect(await bench().cancel(runId)).toBe('cancelled');
    await bench().engine.start(call);
    const other = await bench().run({ nodes: { start: trigger }, edges: [] });
    expect(other.status).toBe('SUCCEEDED');
    const run = await bench().snapshot(runId);
    expect(run.events.map(({ type }) => type)).toEqual([...Array(3).fill('node.skipped'), 'run.cancelled']);
    expect(ran).toBe(0);
  });

  it('twice, and after the end, says so; a foreign workspace is told that there is no such run', async () => {
    const { opened, open } = gate();
    bench().behaviours.set('a', async () => {
      await opened;
      return { output: 1 };
    });
    const runId = await bench().start(line);
    await bench().seen(runId, 'node.started', 'a');
    expect((await Promise.all([bench().cancel(runId), bench().cancel(runId)])).sort()).toEqual([
      'cancelled',
      'finished',
    ]);
    open();
    const done = await bench().run({ nodes: { start: trigger }, edges: [] });
    expect(await bench().cancel(done.runId)).toBe('finished');
    expect(await bench().cancel(newId('run'))).toBe('not-found');
    expect((await bench().snapshot(done.runId)).status).toBe('SUCCEEDED');
  });

  it('while a retry waits: the next attempt never comes', async () => {
    let attempts = 0;
    bench().behaviours.set('a', () => {
      attempts += 1;
      throw new OperationalError('MODEL_UNAVAILABLE', 'no');
    });
    const policy = { retry: { maxAttempts: 20, backoff: 'fixed' as const, initialSeconds: 3600, maxSeconds: 3600 } };
    const runId = await bench().start({ ...line, nodes: { ...line.nodes, a: { ...work, policy } } });
    await bench().seen(runId, 'node.retrying', 'a');
    expect(await bench().cancel(runId)).toBe('cancelled');
    const after = attempts;
    const other = await bench().run({
      nodes: { start: trigger, x: { ...work, policy }, y: work },
      edges: ['start>x', 'x>y'],
    });
    expect(other.status).toBe('SUCCEEDED');
    expect(statuses(await bench().snapshot(runId))).toEqual({ a: 'CANCELLED', b: 'SKIPPED', start: 'SUCCEEDED' });
    expect(attempts).toBeLessThanOrEqual(after + 1);
    expect(typesOf(await bench().snapshot(runId), 'a').at(-1)).toMatch(/node.(retrying|started)/);
  });

  it('at any moment between nodes: after the acknowledgement nothing starts', async () => {
    const ids = Array.from({ length: 12 }, (_, n) => `n${n}`);
    const plan = {
      nodes: { start: trigger, ...Object.fromEntries(ids.map((id) => [id, work])) },
      edges: ids.map((id, n) => `${n === 0 ? 'start' : `n${n - 1}`}>${id}`),
    };
    for (const moment of [0, 3, 7, 11]) {
      let acknowledged = false;
      let late = 0;
      for (const id of ids) {
        bench().behaviours.set(id, () => {
          if (acknowledged) late += 1;
          return { output: id };
        });
      }
      const runId = await bench().start(plan);
      await bench().seen(runId, 'node.completed', `n${moment}`);
      const lateBefore = await bench()
        .cancel(runId)
        .then(() => {
          acknowledged = true;
          return late;
        });
      const run = await bench().finished(runId);
      const events = run.events.length;
      await bench().run({ nodes: { start: trigger }, edges: [] });
      // A node that was running at the acknowledgement may still be in its work; no further one begins.
      expect(late - lateBefore).toBeLessThanOrEqual(1);
      expect((await bench().snapshot(runId)).events).toHaveLength(events);
    }
  });

  it('children of a run are cancelled with it', async () => {
    const childStarted = gate();
    let childAborted = false;
    bench().agents = async ({ step, signal }) => {
      await step.run('work', async () => {
        signal.addEventListener('abort', () => {
          childAborted = true;
        });
        childStarted.open();
        await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
        return null;
      });
      return { ports: ['out'] };
    };
    const agent: TestNode = {
      operation: { kind: 'agent', agent: { role: 'tech-lead', instructions: 'x', maxTurns: 1 } },
      effects: 'write',
    };
    const runId: RunId = await bench().start({
      nodes: { start: trigger, agent, b: work },
      edges: ['start>agent', 'agent>b'],
    });
    await childStarted.opened;
    expect(await bench().cancel(runId)).toBe('cancelled');
    await until(() => childAborted);
    expect((await bench().snapshot(runId)).status).toBe('CANCELLED');
    if (bench().world.tellsLost) expect(await bench().engine.lost([runId])).toEqual([runId]);
  });
}
