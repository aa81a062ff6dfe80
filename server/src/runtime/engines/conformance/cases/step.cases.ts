import type { Json } from '@muster/schema';
import { newId } from '@muster/schema';
import { expect, it } from 'vitest';
import { type DurableFunction, GiveUp, RetryLater, type StepTools } from '../../../step-tools';
import { makeFunction } from '../../../testing/plans';
import { gate, until, type Workbench } from '../workbench';

/** The tools themselves, without a pipeline over them. */
export function stepCases(bench: () => Workbench): void {
  /** Starts a function and waits for what it puts in `result`. */
  async function call(
    handler: (step: StepTools, data: Json) => Promise<Json>,
    retries = 2,
  ): Promise<{ result: Json; runId: string; calls: number }> {
    const id = `${newId('version')}.raw`;
    const runId = newId('run');
    const done: { result?: Json } = {};
    let calls = 0;
    const counted: DurableFunction['handler'] = async ({ step, data }) => {
      calls += 1;
      const result = await handler(step, data);
      done.result = result;
      return result;
    };
    bench().functions.set(id, makeFunction(id, counted, { retries }));
    await bench().engine.start({ key: id, functionId: id, data: { runId } });
    await until(() => 'result' in done);
    return { result: done.result ?? null, runId, calls };
  }

  const ticket = () => newId('event');

  it('memoises what a step returned', async () => {
    let worked = 0;
    const { result } = await call(async (step) => {
      const first = await step.run('a', async () => {
        worked += 1;
        return { n: worked };
      });
      await step.sleep('nap', 120);
      const again = await step.run('b', async () => (first as { n: number }).n + 1);
      return [first, again];
    });
    expect(result).toEqual([{ n: 1 }, 2]);
    expect(worked).toBe(1);
  });

  it('sleeps, short and long, and goes on', async () => {
    const { result } = await call(async (step) => {
      await Promise.all([step.sleep('short', 1), step.sleep('long', 300)]);
      return step.run('after', async () => 'awake');
    });
    expect(result).toBe('awake');
  });

  it('waits for an event that matches, and for no other', async () => {
    const id = ticket();
    const waiting = call(
      async (step) =>
        (await step.waitForEvent('wait', {
          event: 'test/decided',
          match: { path: 'ticket', value: id },
          timeoutMs: 3_600_000,
        })) as unknown as Json,
    );
    // Events count from the moment a function waits, which only the engine knows.
    let over = false;
    const answer = waiting.finally(() => {
      over = true;
    });
    while (!over) {
      await bench().engine.sendEvent({ name: 'test/decided', data: { ticket: ticket(), answer: 'wrong' } });
      await bench().engine.sendEvent({ name: 'test/other', data: { ticket: id, answer: 'wrong' } });
      await bench().engine.sendEvent({ name: 'test/decided', data: { ticket: id, answer: 'right' } });
      await Promise.race([answer, new Promise((resolve) => setTimeout(resolve, 50))]);
    }
    expect((await answer).result).toMatchObject({ name: 'test/decided', data: { ticket: id, answer: 'right' } });
  });

  it('stops waiting for an event when its time is over', async () => {
    const { result } = await call(async (step) => {
      const match = { path: 'ticket', value: ticket() };
      const event = await step.waitForEvent('wait', { event: 'test/never', match, timeoutMs: 80 });
      return step.run('after', async () => ({ event: event as unknown as Json }));
    });
    expect(result).toEqual({ event: null });
  });

  it('sends events that others wait for, once however often it is entered', async () => {
    const id = ticket();
    const ready = gate();
    const listener = call(async (step) => {
      await step.run('ready', async () => {
        ready.open();
        return null;
      });
      const match = { path: 'ticket', value: id };
      const event = await step.waitForEvent('wait', { event: 'test/sent', match, timeoutMs: 3_600_000 });
      return (event?.data ?? null) as Json;
    });
    await ready.opened;
    let over = false;
    void listener.finally(() => {
      over = true;
    });
    let sent = 0;
    while (!over) {
      await call(async (step) => {
        await step.sendEvent('send', [{ name: 'test/sent', data: { ticket: id, sent: ++sent } }]);
        await step.sleep('nap', 80);
        return null;
      });
    }
    expect((await listener).result).toMatchObject({ ticket: id });
  });

  it('invokes another function and returns its result; a failure for good is thrown', async () => {
    const child = (id: string, handler: DurableFunction['handler']) =>
      bench().functions.set(id, makeFunction(id, handler));
    const [good, bad] = [`${newId('version')}.good`, `${newId('version')}.bad`];
    child(good, async ({ step, data }) => {
      await step.sleep('nap', 120);
      return { got: data };
    });
    child(bad, async ({ step }) => {
      await step.run('fails', async () => {
        throw new GiveUp('for good');
      });
      return null;
    });
    const { result } = await call(async (step) => {
      const answers = await Promise.all([
        step.invoke('g', { functionId: good, data: { x: 1 } }),
        step.invoke('b', { functionId: bad, data: {} }).catch((error: unknown) => {
          return error instanceof GiveUp ? 'gave up' : 'something else';
        }),
      ]);
      return answers as Json;
    });
    expect(result).toEqual([{ got: { x: 1 } }, 'gave up']);
  });

  it('tries a step again after a fault of the surroundings, and gives up after its retries', async () => {
    let tries = 0;
    const first = await call(async (step) =>
      step.run('flaky', async () => {
        tries += 1;
        if (tries < 3) throw new Error('connection reset');
        return tries;
      }),
    );
    expect(first.result).toBe(3);
    let more = 0;
    const second = await call(async (step) => {
      try {
        return await step.run('down', async () => {
          more += 1;
          throw new Error('connection refused');
        });
      } catch (error) {
        return error instanceof GiveUp ? 'given up' : 'other';
      }
    }, 1);
    expect(second.result).toBe('given up');
    expect(more).toBe(2);
  });

  it('an invoked function whose handler throws at once has failed', async () => {
    const id = `${newId('version')}.broken`;
    const handler = (): never => {
      throw new GiveUp('no handler to speak of');
    };
    bench().functions.set(id, makeFunction(id, handler));
    const { result } = await call(async (step) =>
      step.invoke<Json>('broken', { functionId: id, data: {} }).catch((error) => error instanceof GiveUp),
    );
    expect(result).toBe(true);
  });

  it('RetryLater is not counted as an attempt', async () => {
    let tries = 0;
    const { result } = await call(
      async (step) =>
        step.run('later', async () => {
          tries += 1;
          if (tries < 5) throw new RetryLater('not yet', tries === 2 ? 150 : 5);
          return tries;
        }),
      1,
    );
    expect(result).toBe(5);
  });

  it('R7: the same start again and again is one', async () => {
    const id = `${newId('version')}.raw`;
    let ran = 0;
    let over = false;
    const handler: DurableFunction['handler'] = async ({ step }) => {
      await step.run('count', async () => {
        ran += 1;
        return ran;
      });
      await step.sleep('nap', 100);
      await step.run('end', async () => {
        over = true;
        return null;
      });
      return null;
    };
    bench().functions.set(id, makeFunction(id, handler));
    const start = () => bench().engine.start({ key: id, functionId: id, data: { runId: newId('run') } });
    await Promise.all(Array.from({ length: 10 }, start));
    await until(() => over);
    await start();
    await call(async (step) => step.run('other', async () => 1));
    expect(ran).toBe(1);
  });
}
