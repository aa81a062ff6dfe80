import { newId } from '@muster/schema';
import { expect, it } from 'vitest';
import type { DurableFunction } from '../../../step-tools';
import { makeFunction } from '../../../testing/plans';
import { until, type Workbench } from '../workbench';

/** Every engine does what a function's spec says: triggers, retries, cancel rule. */
export function specCases(bench: () => Workbench): void {
  function add(handler: DurableFunction['handler'], spec: Partial<DurableFunction> = {}): string {
    const id = `${newId('version')}.raw`;
    bench().functions.set(id, makeFunction(id, handler, spec));
    return id;
  }

  it('a function without a trigger cannot be started, only invoked', async () => {
    const calls: string[] = [];
    const invoked = add(
      async ({ step }) => {
        await step.run('work', async () => calls.push('invoked'));
        return 'answer';
      },
      { triggers: [] },
    );
    const listensToOthers = add(async () => calls.push('started'), { triggers: [{ event: 'muster/other' }] });
    let answer: unknown = null;
    const caller = add(async ({ step }) => {
      answer = await step.invoke('call', { functionId: invoked, data: {} });
      return null;
    });
    for (const functionId of [invoked, listensToOthers]) {
      const start = bench().engine.start({ key: functionId, functionId, data: { runId: newId('run') } });
      await expect(start).rejects.toThrow('is only invoked');
    }
    await bench().engine.start({ key: caller, functionId: caller, data: { runId: newId('run') } });
    await until(() => answer !== null);
    expect(answer).toBe('answer');
    expect(calls).toEqual(['invoked']);
  });

  it('a cancelled run ends the functions whose cancel rule names it, and no others', async () => {
    const ticket = newId('event');
    const [cancelled, other] = [newId('run'), newId('run')];
    const waiting = new Set<string>();
    const woken = new Set<string>();
    const start = async (name: string, data: DurableFunction['cancelOn'] | null, call: { runId: string }) => {
      const functionId = add(
        async ({ step }) => {
          await step.run('begin', async () => waiting.add(name).size);
          const match = { path: 'ticket', value: ticket };
          await step.waitForEvent('wait', { event: 'test/go', match, timeoutMs: 3_600_000 });
          await step.run('end', async () => woken.add(name).size);
          return null;
        },
        data ? { cancelOn: data } : {},
      );
      const parent = { runId: name === 'child' ? cancelled : other };
      await bench().engine.start({ key: functionId, functionId, data: { ...call, parent } });
    };
    const runCancelled = 'muster/run.cancelled';
    await start('own', null, { runId: cancelled });
    await start('child', { event: runCancelled, match: 'data.parent.runId' }, { runId: other });
    await start('of another run', null, { runId: other });
    await start('by another value', { event: runCancelled, match: 'data.parent.runId' }, { runId: cancelled });
    await start('by another event', { event: 'test/stop', match: 'data.runId' }, { runId: cancelled });
    await until(() => waiting.size === 5);
    await bench().engine.cancel(cancelled);
    await until(async () => {
      await bench().engine.sendEvent({ name: 'test/go', data: { ticket } });
      return woken.size >= 3;
    });
    let isOver = false;
    const after = add(async ({ step }) => {
      await step.run('only', async () => {
        isOver = true;
        return null;
      });
      return null;
    });
    await bench().engine.start({ key: after, functionId: after, data: { runId: newId('run') } });
    await until(() => isOver);
    expect([...woken].sort()).toEqual(['by another event', 'by another value', 'of another run']);
  });

  it('a handler that throws outside its steps is tried again, and its finished steps are not', async () => {
    let entries = 0;
    let worked = 0;
    let isOver = false;
    const functionId = add(
      async ({ step }) => {
        await step.run('first', async () => {
          worked += 1;
          return null;
        });
        entries += 1;
        if (entries === 1) throw new Error('connection reset');
        await step.run('last', async () => {
          isOver = true;
          return null;
        });
        return null;
      },
      { retries: 1 },
    );
    await bench().engine.start({ key: functionId, functionId, data: { runId: newId('run') } });
    await until(() => isOver);
    expect(worked).toBe(1);
  });
}
