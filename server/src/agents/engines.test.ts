import { catalogue } from '@muster/nodes';
import { testDatabase } from '@muster/prisma/testing';
import { isFinal, newId, type RunId, type WorkspaceId } from '@muster/schema';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testSchemas } from '../json-schema/testing/test-schemas';
import { createMemoryBus, createNodeScope, createPostgresStorage, createValues, type Engine } from '../runtime';
import { createInngestEngine } from '../runtime/engines/inngest/inngest-engine';
import { AppServer } from '../runtime/engines/inngest/testing/app-server';
import { InngestExecutor } from '../runtime/engines/inngest/testing/executor';
import { createSimulatedEngine, type SimulatedFaults } from '../runtime/engines/simulated/simulated-engine';
import { createSimulatedWorld } from '../runtime/engines/simulated/simulated-jobs';
import { createFunctionSource } from '../runtime/functions';
import type { EventBus, RunStore } from '../runtime/run-store';
import { createMemoryRunIntake } from '../runtime/start-run/memory-run-intake';
import { createMemoryRunStore, type StoredRun } from '../runtime/store/memory-run-store';
import { testActor, withoutTrigger } from '../runtime/testing/run-origin';
import { storeVersion } from '../runtime/testing/version-fixture';
import { createAgents, createModelRegistry } from './index';
import { squadVersion } from './testing/agent-world';
import { type ScriptedModelServer, startScriptedModelServer } from './testing/scripted-model-server';

let server: ScriptedModelServer;
const values = createValues();
beforeAll(async () => {
  server = await startScriptedModelServer();
});
afterAll(async () => {
  await server.close();
  await values.close();
});

const workspaceId = 'w1' as WorkspaceId;
const log = { debug() {}, info() {}, warn() {}, error() {} };
const version = squadVersion({ ada: { lead: true, role: 'tech-lead', tools: ['calculate'] }, grace: {}, edsger: {} }, [
  'ada delegate grace',
  'ada delegate edsger',
]);
const delegate = (name: string) => ({ name: `delegate_${name}`, arguments: { message: 'Your part.' } });

beforeEach(() => {
  server.reset();
  server.script([
    {
      key: 'ada 1',
      when: { member: 'ada', turn: 1 },
      reply: {
        toolCalls: [delegate('grace'), delegate('edsger'), { name: 'calculate', arguments: { expression: '6 * 7' } }],
      },
    },
    { key: 'busy', times: 1, when: { member: 'grace' }, fault: { status: 429, retryAfterSeconds: 1 } },
    { key: 'grace', when: { member: 'grace' }, reply: { text: 'The cause.' } },
    { key: 'edsger', when: { member: 'edsger' }, reply: { text: 'The test.' } },
    { key: 'ada 2', when: { member: 'ada', turn: 2 }, reply: { text: 'Mended.' } },
  ]);
});

function sourceOver(store: RunStore, bus: EventBus) {
  const loadVersion = async () => version;
  const models = createModelRegistry({ openaiBaseUrl: server.url });
  const { handler, generate } = createAgents({
    schemas: testSchemas,
    store,
    bus,
    models,
    values,
    nodeScope: createNodeScope(store),
    loadVersion,
  });
  return createFunctionSource(loadVersion, { store, values, findNode: catalogue.find, agents: handler, generate, log });
}

/** What holds of the squad's run on every engine, whatever went wrong on the way. */
async function expectMended(store: RunStore, engine: Engine, runId: RunId) {
  const data = { runId };
  await engine.start({ key: runId, functionId: `${version.versionId}.main`, data });
  const isOver = async () => isFinal((await store.load(runId))?.status ?? 'QUEUED');
  await expect.poll(isOver, { timeout: 25_000, interval: 10 }).toBe(true);
  const events = await store.events(runId, 0, 1_000);
  const usage = { modelCalls: 4 };
  expect(events.at(-1)).toMatchObject({ type: 'run.completed', data: { output: { text: 'Mended.' }, usage } });
  const said = events.flatMap((event) => (event.type === 'agent.message' ? [event.data] : []));
  expect(said.map((one) => `${one.from} ${one.kind} ${one.to}`).sort()).toEqual([
    '$task task ada',
    'ada answer $task',
    'ada delegate edsger',
    'ada delegate grace',
    'edsger answer ada',
    'grace answer ada',
  ]);
  expect(events.filter((event) => event.type === 'agent.tool_result')).toHaveLength(1);
  expect(events.filter((event) => event.type === 'node.completed')).toHaveLength(3);
  expect(events.filter((event) => event.type === 'node.retrying').length).toBeGreaterThan(0);
}

describe('a squad on the simulated engine', () => {
  const faulty = (seed: number): SimulatedFaults => ({ seed, killAfterStep: 0.1, deliverTwice: 0.1, breakOff: 0.3 });
  it.each([{ seed: 1 }, ...Array.from({ length: 12 }, (_, index) => faulty(index + 2))])(
    'R2 R7: is recorded once, whatever happens (%j)',
    async (faults) => {
      const runs = new Map<RunId, StoredRun>();
      const bus = createMemoryBus();
      const store = createMemoryRunStore(runs, bus);
      const intake = createMemoryRunIntake(runs);
      const world = createSimulatedWorld();
      const engine = createSimulatedEngine({ source: sourceOver(store, bus), world, faults, patienceMs: 300 });
      await engine.open();
      const place = { workspaceId, workflowId: newId('workflow'), versionId: version.versionId };
      const { runId } = await intake.accept({ ...place, ...withoutTrigger, input: 'Mend it.', pins: {} });
      await expectMended(store, engine, runId);
      await engine.close(0);
    },
  );
});

describe('a squad on the Inngest engine', () => {
  it('works behind the SDK’s own handler', async () => {
    const { db, drop } = await testDatabase();
    const bus = createMemoryBus();
    const { runs: store, intake } = createPostgresStorage(db, bus);
    const signingKey = 'signkey-test-00112233445566778899aabbccddeeff';
    const executor = new InngestExecutor({ signingKey, timeScale: 0.05 });
    const app = new AppServer();
    const [baseUrl, serveUrl] = await Promise.all([executor.listen(), app.listen()]);
    const engine = createInngestEngine({
      appId: 'muster',
      baseUrl,
      eventKey: 'test',
      signingKey,
      serveUrl,
      source: sourceOver(store, bus),
      log,
      servedFunctionIds: async () => version.functions.map((spec) => `${version.versionId}.${spec.id}`),
      functionIdsOfRun: async () => [],
      exclusively: (work) => work(),
      watchCancel: async () => () => {},
    });
    app.up(engine.handler);
    try {
      await engine.open();
      const place = await storeVersion(db, workspaceId, version);
      const request = { ...place, workspaceId, startedBy: testActor, input: 'Mend it.', pins: {} };
      const { runId } = await intake.accept(request);
      await expectMended(store, engine, runId);
      expect(server.paidTwice()).toEqual([]);
    } finally {
      await engine.close(0);
      await executor.close();
      await app.close();
      await drop();
    }
  });
});
