import { catalogue } from '@muster/nodes';
import { type TestDatabase, testDatabase } from '@muster/prisma/testing';
import { isFinal, newId, noUsage, type RunEvent, type RunId, type WorkspaceId } from '@muster/schema';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMemoryBus } from './bus/memory-bus';
import { createRuntime } from './create-runtime';
import { until } from './engines/conformance/workbench';
import { createEmbeddedEngine } from './engines/embedded/embedded-engine';
import type { Runtime } from './ports';
import { createReconciler } from './start-run/reconciler';
import type { Engine, FunctionSource } from './step-tools';
import { createPostgresStorage } from './storage.repository';
import { makePlan, makeVersion, trigger } from './testing/plans';
import { testActor } from './testing/run-origin';
import { storeVersion } from './testing/version-fixture';
import { createValues } from './values/values';

const log = { warn() {}, error() {} };
const workspaceId = 'w1' as WorkspaceId;
const transform = (output: object) => ({
  type: 'data.transform',
  config: { output: JSON.parse(JSON.stringify(output)) },
});
const plan = makePlan({
  nodes: { start: trigger, hello: transform({ $template: ['Hello ', { $ref: { node: '$input', path: ['name'] } }] }) },
  edges: ['start>hello'],
  fuse: [['start', 'hello']],
});

/** An engine that can be out of reach. */
const flaky = (engine: Engine, isAway: () => boolean): Engine => ({
  ...engine,
  start: async (call) => {
    if (isAway()) throw new Error('the engine is away');
    return engine.start(call);
  },
});

describe('the runtime on Postgres with the embedded engine', () => {
  let database: TestDatabase;
  let runtime: Runtime;
  let place: Awaited<ReturnType<typeof storeVersion>>;
  let storage: ReturnType<typeof createPostgresStorage>;
  let isAway = false;

  const make = () => {
    const bus = createMemoryBus();
    storage = createPostgresStorage(database.db, bus);
    return createRuntime({
      storage,
      bus,
      values: createValues({ processes: 1 }),
      engine: (source: FunctionSource) =>
        flaky(createEmbeddedEngine({ source, jobs: storage.jobs, log, leaseMs: 400, pollMs: 50 }), () => isAway),
      findNode: catalogue.find,
      agents: async () => ({ failed: true }),
      generate: async () => ({ text: '', data: null, usage: noUsage, model: 'none' }),
      log,
      intervals: { relayMs: 50, reconcileMs: 60_000 },
    });
  };
  beforeAll(async () => {
    database = await testDatabase();
    runtime = make();
    await runtime.start();
    place = await storeVersion(database.db, workspaceId, makeVersion(newId('version'), plan));
  });
  afterAll(async () => {
    await runtime.stop(1000);
    await database.drop();
  });

  const accept = (key?: string) =>
    runtime.acceptRun({
      ...place,
      workspaceId,
      startedBy: testActor,
      input: { name: 'Ada' },
      pins: {},
      idempotencyKey: key,
    });
  async function read(runId: RunId, after = 0): Promise<RunEvent[]> {
    const events: RunEvent[] = [];
    for await (const event of runtime.events(runId, after)) events.push(event);
    return events;
  }
  const finished = (runId: RunId) => until(async () => isFinal((await runtime.store.load(runId))?.status ?? 'QUEUED'));

  it('accepts, runs, and tells every event', async () => {
    const { runId, created } = await accept();
    const events = await read(runId);
    expect(created).toBe(true);
    expect(events.map(({ type }) => type)).toEqual([
      'run.started',
      'node.started',
      'node.completed',
      'node.started',
      'node.completed',
      'run.completed',
    ]);
    expect(events.at(-1)).toMatchObject({ data: { output: 'Hello Ada' } });
    expect(await read(runId, 4)).toEqual(events.slice(4));
    await until(async () => (await database.db.outbox.count({ where: { id: `run:${runId}` } })) === 0);
  });

  it('the same key starts one run', async () => {
    const key = newId('event');
    const answers = await Promise.all(Array.from({ length: 5 }, () => accept(key)));
    expect(new Set(answers.map(({ runId }) => runId)).size).toBe(1);
  });

  it('refuses a version of another workspace', async () => {
    const foreign = { ...place, workspaceId: 'w2' as WorkspaceId, startedBy: testActor, input: null, pins: {} };
    await expect(runtime.acceptRun(foreign)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('R6: what is accepted while the engine is away runs when it is back', async () => {
    isAway = true;
    const accepted = await Promise.all(Array.from({ length: 20 }, () => accept()));
    await new Promise((resolve) => setImmediate(resolve));
    expect((await runtime.store.load(accepted[0]?.runId as RunId))?.status).toBe('QUEUED');
    await database.db.outbox.updateMany({ data: { availableAt: new Date(0) } });
    isAway = false;
    await Promise.all(accepted.map(({ runId }) => finished(runId)));
  });

  it('R18: a run that the engine has lost fails, one that it has does not', async () => {
    const request = { ...place, workspaceId, startedBy: testActor, input: null, pins: {} };
    const lost = await storage.intake.accept(request);
    await storage.intake.removeOutbox([`run:${lost.runId}`]);
    await runtime.store.begin(lost.runId);
    await runtime.store.startNode({ runId: lost.runId, nodeId: 'hello', iteration: '' }, null);
    const { loadVersion, intake } = storage;
    const deps = {
      intake,
      store: runtime.store,
      engine: runtime.engine,
      loadVersion,
      log,
      everyMs: 1,
      minAgeMs: -1000,
    };
    const reconciler = createReconciler(deps);
    await reconciler.reconcile();
    expect((await runtime.store.load(lost.runId))?.status).toBe('RUNNING');
    await reconciler.reconcile();
    const [last] = (await runtime.store.events(lost.runId, 0, 100)).slice(-1);
    expect(last).toMatchObject({ type: 'run.failed', data: { error: { code: 'NODE_CRASHED', nodeId: 'hello' } } });
    const rows = await runtime.store.nodeRuns(lost.runId);
    expect(rows.map(({ nodeId, status }) => [nodeId, status]).sort()).toEqual([
      ['hello', 'CANCELLED'],
      ['start', 'SKIPPED'],
    ]);
  });

  it('R17: stops while runs come in, and another process finishes them all', async () => {
    const accepted = await Promise.all(Array.from({ length: 40 }, () => accept()));
    await runtime.stop(5000);
    runtime = make();
    await runtime.start();
    await Promise.all(accepted.map(({ runId }) => finished(runId)));
    for (const { runId } of accepted) expect((await runtime.store.load(runId))?.status).toBe('SUCCEEDED');
  });
});
