import { testDatabase } from '@muster/prisma/testing';
import type { WorkspaceId } from '@muster/schema';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMemoryBus } from '../../bus/memory-bus';
import { createPostgresStorage } from '../../storage.repository';
import { trigger } from '../../testing/plans';
import { storeVersion } from '../../testing/version-fixture';
import { describeEngine } from '../conformance/describe-engine';
import type { ProcessUnderTest } from '../conformance/harness';
import { statuses, Workbench } from '../conformance/workbench';
import { createInngestEngine } from './inngest-engine';
import { AppServer } from './testing/app-server';
import { type ExecutorOptions, InngestExecutor } from './testing/executor';

const workspaceId = 'w1' as WorkspaceId;
const signingKey = 'signkey-test-00112233445566778899aabbccddeeff';
const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

// One database for all: runs do not meet, and the engine keeps nothing in it.
const database = testDatabase();
afterAll(async () => (await database).drop());

/** The suite over real Postgres and the SDK's real handler; only the Inngest server is played. */
const harness = (fault?: ExecutorOptions['fault']) => ({
  async open() {
    const { db } = await database;
    const bus = createMemoryBus();
    const { runs, intake } = createPostgresStorage(db, bus);
    const executor = new InngestExecutor({ signingKey, timeScale: 0.05, ...(fault ? { fault } : {}) });
    const app = new AppServer();
    const [baseUrl, serveUrl] = await Promise.all([executor.listen(), app.listen()]);
    return {
      tellsLost: false,
      store: runs,
      intake,
      bus,
      workspaceId,
      addVersion: (version: Parameters<typeof storeVersion>[2]) => storeVersion(db, workspaceId, version),
      async openProcess(source, known): Promise<ProcessUnderTest> {
        const engine = createInngestEngine({
          appId: 'muster',
          baseUrl,
          eventKey: 'test',
          signingKey,
          serveUrl,
          source,
          log: quiet,
          servedFunctionIds: async () => known(),
          functionIdsOfRun: async () => [],
          exclusively: (work) => work(),
          watchCancel: (runId, onCancel) =>
            bus.subscribe(runId, (event) => {
              if (event.type === 'run.cancelled') onCancel();
            }),
        });
        app.up(engine.handler);
        await engine.open();
        return {
          engine,
          crash: async () => {
            app.down();
            await engine.close(0);
          },
        };
      },
      async close() {
        await executor.close();
        await app.close();
        await bus.close();
      },
    } satisfies Awaited<ReturnType<Parameters<typeof describeEngine>[1]['open']>>;
  },
});

describeEngine('inngest', harness());

/** R7, R16: every third request arrives twice, every seventh never, every eleventh is answered into the void. */
function badNetwork(): ExecutorOptions['fault'] {
  let calls = 0;
  return ({ attempt }) => {
    calls += 1;
    if (attempt > 3) return undefined;
    if (calls % 3 === 0) return 'twice';
    if (calls % 7 === 0) return 'lost';
    return calls % 11 === 0 ? 'unreported' : undefined;
  };
}

describe('inngest over a bad network', () => {
  let bench: Workbench;
  beforeEach(async () => {
    bench = await Workbench.open(harness(badNetwork()));
  });
  afterEach(() => bench.close());

  it('records every node once, and ends as it would on a good one', async () => {
    const ids = Array.from({ length: 12 }, (_, n) => `f${n}`);
    for (const id of ids) bench.behaviours.set(id, () => ({ output: id }));
    const work = { effects: 'write' as const };
    const run = await bench.run({
      nodes: { start: trigger, ...Object.fromEntries(ids.map((id) => [id, work])), join: work, last: work },
      edges: [...ids.flatMap((id) => [`start>${id}`, `${id}>join`]), 'join>last'],
    });
    expect(run.status).toBe('SUCCEEDED');
    expect(run.output).toEqual(Object.fromEntries(ids.map((id) => [id, id])));
    expect(new Set(Object.values(statuses(run)))).toEqual(new Set(['SUCCEEDED']));
    const completed = run.events.filter(({ type }) => type === 'node.completed').map(({ nodeId }) => nodeId);
    expect(completed.sort()).toEqual([...ids, 'join', 'last', 'start'].sort());
  });
});
