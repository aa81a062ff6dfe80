import type { Json } from '@muster/schema';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type DurableFunction, GiveUp, RetryLater } from '../../step-tools';
import { makeFunction } from '../../testing/plans';
import { gate } from '../conformance/workbench';
import { createInngestEngine, type InngestEngine } from './inngest-engine';
import { AppServer } from './testing/app-server';
import { InngestExecutor } from './testing/executor';
import { sign } from './testing/protocol';

const signingKey = 'signkey-test-00112233445566778899aabbccddeeff';
const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const generous = { timeout: 15_000, interval: 20 };

describe('the Inngest engine over its HTTP protocol', () => {
  let functions: Map<string, DurableFunction>;
  let executor: InngestExecutor;
  let app: AppServer;
  let engine: InngestEngine;
  let serveUrl: string;
  let list: () => Promise<string[]>;
  let ofRun: Map<string, string[]>;

  const define = (id: string, handler: DurableFunction['handler']): void => {
    functions.set(id, makeFunction(id, handler, { retries: 4 }));
  };
  const settled = () => vi.waitFor(() => expect(executor.open).toBe(0), generous);

  beforeEach(async () => {
    functions = new Map();
    ofRun = new Map();
    list = async () => [...functions.keys()];
    executor = new InngestExecutor({ signingKey, timeScale: 0.01 });
    app = new AppServer();
    const baseUrl = await executor.listen();
    serveUrl = await app.listen();
    engine = createInngestEngine({
      appId: 'muster',
      baseUrl,
      eventKey: 'test',
      signingKey,
      serveUrl,
      source: async (id) => functions.get(id) ?? null,
      log: quiet,
      watchCancel: async () => () => {},
      servedFunctionIds: () => list(),
      functionIdsOfRun: async (runId) => ofRun.get(runId) ?? [],
      exclusively: (work) => work(),
    });
    app.up(engine.handler);
  });
  afterEach(async () => {
    await executor.close();
    await app.close();
  });

  it('memoises steps, sleeps, and returns what invoked functions return', async () => {
    const seen: Json[] = [];
    let runs = 0;
    define('child', async ({ data }) => ({ doubled: Number((data as { n: number }).n) * 2 }));
    define('parent', async ({ step, data }) => {
      const first = await step.run('first', async () => {
        runs += 1;
        return { n: (data as { n: number }).n + 1 };
      });
      await step.sleep('nap', 2000);
      const second = await step.invoke<{ doubled: number }>('call', { functionId: 'child', data: first });
      await step.run('last', async () => {
        seen.push(second);
        return null;
      });
      return null;
    });
    await engine.open();
    await engine.start({ key: 'k1', functionId: 'parent', data: { n: 4, runId: 'r' } });
    await engine.start({ key: 'k1', functionId: 'parent', data: { n: 4, runId: 'r' } });
    await vi.waitFor(() => expect(seen).toEqual([{ doubled: 10 }]), generous);
    await settled();
    expect(runs).toBe(1);
  });

  it('lets a quick branch go on while a slow one still runs', async () => {
    const order: string[] = [];
    let release: () => void = () => {};
    const slow = new Promise<void>((resolve) => {
      release = resolve;
    });
    define('branches', async ({ step }) => {
      const long = step.run('slow', async () => {
        await slow;
        order.push('slow');
        return null;
      });
      const quick = (async () => {
        await step.run('quick-1', async () => null);
        await step.run('quick-2', async () => {
          order.push('quick');
          release();
          return null;
        });
      })();
      await Promise.all([long, quick]);
      return null;
    });
    await engine.open();
    await engine.start({ key: 'k', functionId: 'branches', data: {} });
    await vi.waitFor(() => expect(order).toEqual(['quick', 'slow']), generous);
  });

  it('retries later when told so, never after giving up, and reports the failure of an invoked function', async () => {
    const outcome: string[] = [];
    let tries = 0;
    let attempts = 0;
    define('doomed', async ({ step }) => {
      await step.run('never', async () => {
        tries += 1;
        throw new GiveUp('no use');
      });
      return null;
    });
    define('caller', async ({ step }) => {
      const got = await step.run('again', async ({ number }) => {
        attempts += 1;
        if (attempts < 3) throw new RetryLater('busy', 1000);
        return { number };
      });
      const failure = await step.invoke('call', { functionId: 'doomed', data: {} }).catch((error: unknown) => error);
      await step.run('note', async () => {
        outcome.push(`${got.number} ${attempts} ${failure instanceof GiveUp}`);
        return null;
      });
      return null;
    });
    await engine.open();
    await engine.start({ key: 'k', functionId: 'caller', data: {} });
    await vi.waitFor(() => expect(outcome).toEqual(['0 3 true']), generous);
    expect(tries).toBe(1);
  });

  it('wakes a wait by the matching event only, and by its timeout', async () => {
    const got: Json[] = [];
    define('waiter', async ({ step }) => {
      const wait = (id: string, value: string, timeoutMs: number) =>
        step.waitForEvent(id, { event: 'thing', match: { path: 'who', value }, timeoutMs });
      const [ada, nobody] = await Promise.all([wait('a', 'ada', 3_600_000), wait('n', 'nobody', 1000)]);
      await step.run('note', async () => {
        got.push(ada?.data ?? null, nobody?.data ?? null);
        return null;
      });
      return null;
    });
    await engine.open();
    await engine.start({ key: 'k', functionId: 'waiter', data: {} });
    await vi.waitFor(() => expect(executor.calls).toBeGreaterThan(0), generous);
    await vi.waitFor(async () => {
      await engine.sendEvent({ name: 'thing', data: { who: 'grace' } });
      await engine.sendEvent({ name: 'thing', data: { who: 'ada' } });
      expect(got).toEqual([{ who: 'ada' }, null]);
    }, generous);
  });

  it('cancels the functions of one run and no other', async () => {
    const woke: string[] = [];
    define('sleeper', async ({ step, data }) => {
      const { runId } = data as { runId: string };
      await step.waitForEvent('w', { event: 'go', match: { path: 'all', value: true }, timeoutMs: 3_600_000 });
      await step.run('woke', async () => {
        woke.push(runId);
        return null;
      });
      return null;
    });
    await engine.open();
    await engine.start({ key: 'a', functionId: 'sleeper', data: { runId: 'a' } });
    await engine.start({ key: 'b', functionId: 'sleeper', data: { runId: 'b' } });
    await vi.waitFor(() => expect(executor.calls).toBeGreaterThanOrEqual(2), generous);
    await engine.cancel('a');
    await vi.waitFor(() => expect(executor.open).toBe(1), generous);
    await vi.waitFor(async () => {
      await engine.sendEvent({ name: 'go', data: { all: true } });
      expect(woke).toEqual(['b']);
    }, generous);
  });

  it('serves a function that another replica published after this one started', async () => {
    await engine.open();
    define('late', async ({ step }) => step.run('only', async () => null));
    await engine.start({ key: 'k', functionId: 'late', data: {} });
    await vi.waitFor(() => expect(executor.registered).toEqual(['muster-late']), generous);
    await settled();
  });

  it('registers every function a run may call before it starts', async () => {
    define('squad', async ({ step }) => step.run('only', async () => 'done'));
    define('pipeline', async ({ step }) => step.invoke('call', { functionId: 'squad', data: {} }));
    list = async () => ['pipeline'];
    await engine.open();
    expect(executor.registered).toEqual(['muster-pipeline']);
    list = async () => ['pipeline', 'squad'];
    ofRun.set('r', ['pipeline', 'squad']);
    await engine.start({ key: 'k', functionId: 'pipeline', data: { runId: 'r' } });
    expect(executor.registered.sort()).toEqual(['muster-pipeline', 'muster-squad']);
    await settled();
  });

  it('configures the functions by their specs alone', async () => {
    const agent = makeFunction('agent', async () => null, { triggers: [], retries: 2 });
    const other = { event: 'muster/other', match: 'data.parent.runId' };
    const main = makeFunction('main', async () => null, { retries: 20, cancelOn: other });
    functions.set('agent', agent);
    functions.set('main', main);
    await engine.open();
    const [registeredAgent, registeredMain] = executor.registeredFunctions;
    expect(registeredAgent).toMatchObject({
      id: 'muster-agent',
      triggers: [{ event: 'muster/invoked-only.agent' }],
      cancel: [{ event: 'muster/run.cancelled', if: 'async.data.runId == event.data.payload.runId' }],
      steps: { step: { retries: { attempts: 18 } } },
    });
    expect(registeredMain).toMatchObject({
      id: 'muster-main',
      triggers: [{ event: 'muster/run.requested.main' }],
      cancel: [{ event: 'muster/other', if: 'async.data.runId == event.data.payload.parent.runId' }],
      steps: { step: { retries: { attempts: 20 } } },
    });
  });

  it('serves what another replica registered without registering it again', async () => {
    await engine.open();
    define('theirs', async () => null);
    await engine.refresh();
    expect(executor.registered).toEqual([]);
    await engine.sync();
    expect(executor.registered).toEqual(['muster-theirs']);
  });

  describe('while the list of needed functions is being read', () => {
    let needed: string[];
    let read: ReturnType<typeof gate>;
    let release: ReturnType<typeof gate>;
    const hold = () => {
      [read, release] = [gate(), gate()];
      list = async () => {
        list = async () => needed;
        const before = [...needed];
        read.open();
        await release.opened;
        return before;
      };
    };
    const waiter = (id: string) =>
      define(id, async ({ step }) => {
        await step.waitForEvent('wait', { event: 'go', match: { path: 'id', value: id }, timeoutMs: 1_000_000 });
        return null;
      });
    beforeEach(async () => {
      for (const id of ['live', 'old']) waiter(id);
      needed = ['live', 'old'];
      list = async () => needed;
      await engine.open();
      // Published no longer, and no run needs it: until the next one is accepted.
      needed = ['live'];
    });

    it('a function whose run is being started meanwhile is not dropped', async () => {
      hold();
      const syncing = engine.sync();
      await read.opened;
      needed = ['live', 'old'];
      await engine.start({ key: 'k', functionId: 'old', data: {} });
      release.open();
      await syncing;
      expect(executor.registered.sort()).toEqual(['muster-live', 'muster-old']);
      expect(executor.open).toBe(1);
    });

    it('a function that is loaded meanwhile is not dropped, and the newest list is the last to be registered', async () => {
      hold();
      const syncing = engine.sync();
      await read.opened;
      waiter('new');
      needed = ['live', 'new'];
      const starting = engine.start({ key: 'k', functionId: 'new', data: {} });
      release.open();
      await Promise.all([syncing, starting]);
      expect(executor.registered.sort()).toEqual(['muster-live', 'muster-new']);
      expect(executor.open).toBe(1);
    });

    it('a function that nobody needs any more is dropped', async () => {
      await engine.sync();
      expect(executor.registered).toEqual(['muster-live']);
    });
  });

  it('R1: answers 405 to PATCH, OPTIONS, DELETE and HEAD, and 401 to unsigned, wrongly signed and stale requests', async () => {
    define('f', async () => null);
    await engine.open();
    for (const method of ['PATCH', 'OPTIONS', 'DELETE', 'HEAD']) {
      expect((await fetch(serveUrl, { method })).status).toBe(405);
    }
    const body = {
      version: 2,
      event: { name: 'x', data: { key: 'k', payload: null } },
      events: [],
      steps: {},
      ctx: { run_id: 'x' },
    };
    const call = async (signature?: string) => {
      const response = await fetch(`${serveUrl}?fnId=muster-f&stepId=step`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(signature ? { 'x-inngest-signature': signature } : {}) },
        body: JSON.stringify(body),
      });
      return response.status;
    };
    expect(await call()).toBe(401);
    expect(await call(sign(body, 'signkey-test-ffff'))).toBe(401);
    expect(await call(sign(body, signingKey, Math.round(Date.now() / 1000) - 3600))).toBe(401);
    expect(await call(sign(body, signingKey))).toBe(200);
  });
});
