import { createNodeCatalogue, defineNode, type NodeCatalogue } from '@muster/nodes';
import { type TestDatabase, testDatabase } from '@muster/prisma/testing';
import { isFinal, type Json, newId, noUsage, type RunId, type WorkspaceId } from '@muster/schema';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { compile } from '../compiler/pipeline';
import { edge, node, path, pipeline, start } from '../compiler/testing/build-graph';
import { catalogueAfter, catalogueBefore } from '../compiler/testing/greet-node';
import { createMemoryBus } from './bus/memory-bus';
import { createRuntime } from './create-runtime';
import { gate, until } from './engines/conformance/workbench';
import { createEmbeddedEngine } from './engines/embedded/embedded-engine';
import type { Runtime } from './ports';
import type { FunctionSource } from './step-tools';
import { createPostgresStorage } from './storage.repository';
import { makePlan, makeVersion, trigger } from './testing/plans';
import { testActor } from './testing/run-origin';
import { storeVersion } from './testing/version-fixture';
import { createValues } from './values/values';

const log = { warn() {}, error() {} };
const workspaceId = 'w1' as WorkspaceId;
const name = { $ref: { node: '$trigger', path: ['name'] } };

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(async () => {
  await database.drop();
});

/** A server that ships these node types. */
async function serve(catalogue: NodeCatalogue): Promise<Runtime> {
  const bus = createMemoryBus();
  const storage = createPostgresStorage(database.db, bus);
  const runtime = createRuntime({
    storage,
    bus,
    values: createValues({ processes: 1 }),
    engine: (source: FunctionSource) =>
      createEmbeddedEngine({ source, jobs: storage.jobs, log, leaseMs: 400, pollMs: 50 }),
    findNode: catalogue.find,
    agents: async () => ({ failed: true }),
    generate: async () => ({ text: '', data: null, usage: noUsage, model: 'none' }),
    log,
    intervals: { relayMs: 50, reconcileMs: 60_000 },
  });
  await runtime.start();
  return runtime;
}

async function publish(graph: unknown, catalogue: NodeCatalogue) {
  const { compiled, diagnostics } = compile(graph, { squads: new Map(), catalogue });
  if (!compiled) throw new Error(JSON.stringify(diagnostics));
  return storeVersion(database.db, workspaceId, compiled);
}

async function outcomeOf(runtime: Runtime, runId: RunId) {
  await until(async () => isFinal((await runtime.store.load(runId))?.status ?? 'QUEUED'));
  const [last] = (await runtime.store.events(runId, 0, 1000)).slice(-1);
  return { data: last?.data as Json, rows: await runtime.store.nodeRuns(runId) };
}

type Place = Awaited<ReturnType<typeof storeVersion>>;
const accept = async (runtime: Runtime, place: Place, input: Json = { name: 'Ada' }, pins = {}) =>
  (await runtime.acceptRun({ ...place, workspaceId, startedBy: testActor, input, pins })).runId;

describe('a node type in two versions', () => {
  const opened = gate();
  let held = 0;
  const hold = defineNode({
    type: 'test.hold',
    version: 1,
    title: 'Hold',
    group: 'Data',
    doc: 'Waits for the test.',
    glyph: 'hold',
    kinds: ['pipeline'],
    effects: 'write',
    config: z.strictObject({}),
    defaults: {},
    ports: { in: [{ id: 'in', label: 'in' }], out: [{ id: 'out', label: 'out' }] },
    form: [],
    summary: [],
    examples: [],
    run: async ({ input }) => {
      held += 1;
      await opened.opened;
      return { output: input };
    },
  });
  const withHold = ({ newest, older }: NodeCatalogue) => createNodeCatalogue([...newest, hold], older);
  const before = withHold(catalogueBefore);
  const after = withHold(catalogueAfter);
  const greet = (typeVersion: number, config: Record<string, Json>) => ({
    ...pipeline(
      [start(), node('hold', 'test.hold', {}), { ...node('greet', 'test.greet', config), typeVersion }],
      path('start', 'hold', 'greet'),
    ),
  });

  it('a run started before the newer version was deployed finishes with the one of its plan', async () => {
    const draft = greet(1, { name });
    const place = await publish(draft, before);
    const first = await serve(before);
    const runId = await accept(first, place);
    await until(() => held === 1);
    await first.stop(0);

    const second = await serve(after);
    await until(() => held === 2);
    opened.open();
    const pinned = await outcomeOf(second, runId);
    expect(pinned.data).toMatchObject({ output: 'Hello, Ada.' });
    expect(pinned.rows.map(({ nodeId, status }) => `${nodeId} ${status}`).sort()).toEqual([
      'greet SUCCEEDED',
      'hold SUCCEEDED',
      'start SUCCEEDED',
    ]);

    // The version that is published, the draft as it stands, and a draft with the new version: each as it says.
    expect(await outcomeOf(second, await accept(second, place))).toMatchObject({ data: { output: 'Hello, Ada.' } });
    const again = await publish(draft, after);
    expect(await outcomeOf(second, await accept(second, again))).toMatchObject({ data: { output: 'Hello, Ada.' } });
    const newer = await publish(greet(2, { person: name, greeting: 'Good day' }), after);
    const result = await outcomeOf(second, await accept(second, newer));
    expect(result.data).toMatchObject({ output: { text: 'Good day, Ada!' } });
    await second.stop(1000);
  });

  it('the report and a finding say that there is a newer version', () => {
    const { compiled, diagnostics } = compile(greet(1, { name }), { squads: new Map(), catalogue: after });
    expect(diagnostics).toMatchObject([{ code: 'NODE_VERSION_OLDER', severity: 'info', nodeIds: ['greet'] }]);
    expect(compiled?.report.olderVersions).toEqual([{ nodeId: 'greet', type: 'test.greet', version: 1, newest: 2 }]);
    expect(compiled?.plan.nodes.find(({ id }) => id === 'greet')).toMatchObject({ typeVersion: 1, config: { name } });
  });

  it('a version that is in no catalogue any more is migrated', () => {
    const only = createNodeCatalogue(after.newest, []);
    const { compiled, diagnostics } = compile(greet(1, { name }), { squads: new Map(), catalogue: only });
    expect(diagnostics).toEqual([]);
    const planned = compiled?.plan.nodes.find(({ id }) => id === 'greet');
    expect(planned).toMatchObject({ typeVersion: 2, config: { person: name, greeting: 'Hello' } });
  });

  it('a server without the version of the plan fails the node with a code', async () => {
    const graph = pipeline(
      [start(), { ...node('greet', 'test.greet', { person: name, greeting: 'Hi' }), typeVersion: 2 }],
      [edge('start', 'greet')],
    );
    const place = await publish(graph, after);
    const old = await serve(before);
    const { data } = await outcomeOf(old, await accept(old, place));
    expect(data).toMatchObject({ error: { code: 'NODE_TYPE_UNKNOWN', nodeId: 'greet' } });
    await old.stop(1000);
  });
});

describe('the config after its references are resolved', () => {
  it('fails the node with a code and the label of the field when the value has the wrong form', async () => {
    const graph = pipeline(
      [start(), { ...node('greet', 'test.greet', { person: name, greeting: 'Hi' }), typeVersion: 2 }],
      [edge('start', 'greet')],
    );
    const place = await publish(graph, catalogueAfter);
    const runtime = await serve(catalogueAfter);
    const { data, rows } = await outcomeOf(runtime, await accept(runtime, place, { name: { first: 'Ada' } }));
    const error = { code: 'NODE_CONFIG_INVALID', message: 'Person must be text.', nodeId: 'greet' };
    expect(data).toMatchObject({ error });
    expect(rows.find(({ nodeId }) => nodeId === 'greet')).toMatchObject({ status: 'FAILED', attempt: 1, error });
    await runtime.stop(1000);
  });
});

describe('a stored plan that cannot be read', () => {
  const plan = makePlan({ nodes: { start: trigger, next: {} }, edges: ['start>next'] });
  const broken = async (change: object) => {
    const place = await storeVersion(database.db, workspaceId, makeVersion(newId('version'), plan));
    await database.db.version.update({ where: { id: place.versionId }, data: change });
    return place;
  };

  it.each<[string, object, string]>([
    ['no plan at all', { plan: [] }, 'must be an object'],
    ['a newer plan', { plan: { ...plan, planVersion: 2 } }, 'planVersion is 2'],
    ['a plan without steps', { plan: { ...plan, steps: undefined } }, 'plan.steps is missing'],
    ['functions of the wrong form', { functions: [{ id: 'main' }] }, 'functions[0].kind'],
  ])('fails the run with a code, once: %s', async (_, change, message) => {
    const runtime = await serve(catalogueAfter);
    const runId = await accept(runtime, await broken(change));
    const { data, rows } = await outcomeOf(runtime, runId);
    expect(data).toMatchObject({
      error: { code: 'PLAN_UNREADABLE', message: expect.stringContaining(message) },
    });
    expect(rows).toEqual([]);
    // The run ends a moment before its job does.
    const jobs = () => database.db.engineJob.findMany({ where: { runId }, select: { status: true } });
    await expect.poll(jobs, { timeout: 10_000 }).toEqual([{ status: 'DONE' }]);
    await runtime.stop(1000);
  });

  it('fails the node that calls a squad, and not the run when the node goes on', async () => {
    const squad = await broken({ plan: {} });
    const operation = { kind: 'squad' as const, workflowId: squad.workflowId, task: null };
    const calling = makePlan({
      nodes: { start: trigger, fix: { operation, effects: 'write', policy: { onError: 'continue' } } },
      edges: ['start>fix'],
    });
    const place = await storeVersion(database.db, workspaceId, makeVersion(newId('version'), calling));
    const runtime = await serve(catalogueAfter);
    const runId = await accept(runtime, place, null, { [squad.workflowId]: squad.versionId });
    const { rows } = await outcomeOf(runtime, runId);
    expect((await runtime.store.load(runId))?.status).toBe('SUCCEEDED');
    expect(rows.find(({ nodeId }) => nodeId === 'fix')).toMatchObject({ error: { code: 'PLAN_UNREADABLE' } });
    await runtime.stop(1000);
  });

  it('does not keep a run from being cancelled', async () => {
    const place = await storeVersion(database.db, workspaceId, makeVersion(newId('version'), plan));
    const runtime = await serve(catalogueAfter);
    const accepted = await createPostgresStorage(database.db, createMemoryBus()).intake.accept({
      ...place,
      workspaceId,
      startedBy: testActor,
      input: null,
      pins: {},
    });
    await database.db.version.update({ where: { id: place.versionId }, data: { plan: {} } });
    expect(await runtime.cancelRun(accepted.runId, workspaceId)).toBe('cancelled');
    await runtime.stop(1000);
  });
});

describe('a run whose own documents cannot be read', () => {
  it.each([
    ['pins', { pins: ['ver_1'] }, 'The squad versions of run'],
    ['startedBy', { startedBy: { kind: 'NOBODY' } }, 'Who started run'],
  ])('fails with a code and says which: %s', async (_, broken, what) => {
    const plan = makePlan({ nodes: { start: trigger, next: {} }, edges: ['start>next'] });
    const place = await storeVersion(database.db, workspaceId, makeVersion(newId('version'), plan));
    const { intake } = createPostgresStorage(database.db, createMemoryBus());
    const { runId } = await intake.accept({ ...place, workspaceId, startedBy: testActor, input: null, pins: {} });
    await database.db.run.update({ where: { id: runId }, data: broken });
    await database.db.outbox.updateMany({ data: { availableAt: new Date(0) } });
    const runtime = await serve(catalogueAfter);
    await until(async () => (await database.db.run.findUniqueOrThrow({ where: { id: runId } })).status === 'FAILED');
    const row = await database.db.run.findUniqueOrThrow({ where: { id: runId } });
    expect(row.error).toMatchObject({ code: 'DATA_UNREADABLE', message: expect.stringContaining(`${what} ${runId}`) });
    await runtime.stop(1000);
  });

  it('shows a failure that cannot be read as one', async () => {
    const plan = makePlan({ nodes: { start: trigger }, edges: [] });
    const place = await storeVersion(database.db, workspaceId, makeVersion(newId('version'), plan));
    const runtime = await serve(catalogueAfter);
    const runId = await accept(runtime, place);
    await outcomeOf(runtime, runId);
    await database.db.nodeRun.updateMany({ where: { runId }, data: { error: 'gone' } });
    const [row] = await runtime.store.nodeRuns(runId);
    expect(row?.error).toMatchObject({ code: 'DATA_UNREADABLE', message: expect.stringContaining('node start') });
    await runtime.stop(1000);
  });
});
