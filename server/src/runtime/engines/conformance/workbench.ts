import { catalogue, defineNode, type NodeContext, type NodeDefinition, type NodeResult } from '@muster/nodes';
import {
  isFinal,
  type Json,
  newId,
  noUsage,
  type RunEvent,
  type RunId,
  UserError,
  type VersionId,
} from '@muster/schema';
import { expect } from 'vitest';
import { z } from 'zod';
import type { ExecutionPlan } from '../../../compiler/plan';
import { createFunctionSource } from '../../functions';
import { executors } from '../../operations/table';
import type { AgentHandler, StoredVersion } from '../../ports';
import type { NodeRunRecord } from '../../run-store';
import { createCanceller } from '../../start-run/cancel-run';
import type { DurableFunction } from '../../step-tools';
import { makePlan, makeVersion, type TestPipeline } from '../../testing/plans';
import { onlyTriggerOf, testActor } from '../../testing/run-origin';
import { createValues, type Values } from '../../values/values';
import type { EngineHarness, EngineWorld, ProcessUnderTest } from './harness';

/** What a node of a test does; without an entry it returns its input. */
export type Behaviour = (call: { input: Json; config: Json; ctx: NodeContext }) => Promise<NodeResult> | NodeResult;

export interface RunSnapshot {
  runId: RunId;
  status: string;
  output: Json;
  error: { code: string; message: string; nodeId?: string | undefined } | null;
  rows: Map<string, NodeRunRecord>;
  events: RunEvent[];
}

/** What else a run is accepted with. */
interface Origin {
  pins?: Record<string, VersionId>;
  triggerNodeId?: string | undefined;
}

/** What a test runs: what the compiler made, a plan, or a plan in short. */
export type Pipeline = Pick<StoredVersion, 'plan' | 'functions'> | ExecutionPlan | TestPipeline;

function versionOf(pipeline: Pipeline): StoredVersion {
  const versionId = newId('version');
  if ('functions' in pipeline) return { versionId, plan: pipeline.plan, functions: pipeline.functions };
  return makeVersion(versionId, 'planVersion' in pipeline ? pipeline : makePlan(pipeline));
}

const workNode = (behaviours: Map<string, Behaviour>): NodeDefinition =>
  defineNode({
    type: 'test.work',
    version: 1,
    title: 'Work',
    group: 'Data',
    doc: 'Does what the test says.',
    glyph: 'transform',
    kinds: ['pipeline'],
    effects: 'write',
    config: z.looseObject({}),
    defaults: {},
    ports: { in: [], out: [{ id: 'out', label: 'out' }] },
    form: [],
    summary: [],
    examples: [],
    run: async ({ config, input, ctx }) =>
      behaviours.get(ctx.nodeId)?.({ input, config: config as Json, ctx }) ?? { output: input },
  });

/** Versions, functions and processes of one test, and what it asks of them. */
export class Workbench {
  readonly behaviours = new Map<string, Behaviour>();
  /** Raw functions besides those of versions, by id. */
  readonly functions = new Map<string, DurableFunction>();
  /** How operations are executed; a test may replace an entry. */
  readonly executors = { ...executors };
  agents: AgentHandler = async () => {
    throw new UserError('NODE_FAILED', 'no agents in this test');
  };
  readonly #versions = new Map<string, StoredVersion>();
  readonly #values: Values = createValues({ processes: 1 });
  #process: ProcessUnderTest | null = null;

  private constructor(readonly world: EngineWorld) {}

  static async open(harness: EngineHarness): Promise<Workbench> {
    const bench = new Workbench(await harness.open());
    await bench.startProcess();
    return bench;
  }

  get store() {
    return this.world.store;
  }
  get engine() {
    if (!this.#process) throw new Error('no process is running');
    return this.#process.engine;
  }

  async startProcess(): Promise<void> {
    const node = workNode(this.behaviours);
    const source = createFunctionSource(async (versionId) => this.#versions.get(versionId) ?? null, {
      store: this.store,
      values: this.#values,
      findNode: (type, version) => (type === 'test.work' ? node : catalogue.find(type, version)),
      executors: this.executors,
      agents: (call) => this.agents(call),
      generate: async () => ({ text: '', data: null, usage: noUsage, model: 'none' }),
      log: { warn() {}, error() {} },
    });
    const known = () => [
      ...this.functions.keys(),
      ...[...this.#versions.values()].flatMap(({ versionId, functions }) =>
        functions.map((spec) => `${versionId}.${spec.id}`),
      ),
    ];
    this.#process = await this.world.openProcess(async (id) => this.functions.get(id) ?? source(id), known);
  }

  async crash(): Promise<void> {
    await this.#process?.crash();
    this.#process = null;
  }

  async crashAndRestart(): Promise<void> {
    await this.crash();
    await this.startProcess();
  }

  async close(): Promise<void> {
    await this.#process?.engine.close(1000);
    await this.#values.close();
    await this.world.close();
  }

  /** Accepts a run of this plan without telling the engine. Its only trigger starts it, unless `triggerNodeId` says otherwise. */
  async accept(pipeline: Pipeline, input: Json = { n: 1 }, { pins = {}, triggerNodeId }: Origin = {}) {
    const version = versionOf(pipeline);
    this.#versions.set(version.versionId, version);
    const place = await this.world.addVersion(version);
    const { runId } = await this.world.intake.accept({
      ...place,
      workspaceId: this.world.workspaceId,
      triggerNodeId: triggerNodeId ?? onlyTriggerOf(version.plan),
      startedBy: testActor,
      input,
      pins,
    });
    const call = { key: runId, functionId: `${version.versionId}.main`, data: { runId } };
    return { runId, versionId: version.versionId, call };
  }

  async start(plan: Pipeline, input?: Json, origin?: Origin): Promise<RunId> {
    const { runId, call } = await this.accept(plan, input, origin);
    await this.engine.start(call);
    return runId;
  }

  /** Runs a plan to its end and checks what holds of every run. */
  async run(plan: Pipeline, input?: Json, origin?: Origin): Promise<RunSnapshot> {
    return this.finished(await this.start(plan, input, origin));
  }

  cancel(runId: RunId) {
    const { store, intake, workspaceId } = this.world;
    const loadVersion = async (id: string) => this.#versions.get(id) ?? null;
    const log = { warn() {}, error() {} };
    return createCanceller({ store, intake, engine: this.engine, loadVersion, log })(runId, workspaceId);
  }

  async finished(runId: RunId): Promise<RunSnapshot> {
    await until(async () => isFinal((await this.store.load(runId))?.status ?? 'QUEUED'));
    return this.snapshot(runId);
  }

  async snapshot(runId: RunId): Promise<RunSnapshot> {
    const events = await this.store.events(runId, 0, 100_000);
    const rows = await this.store.nodeRuns(runId);
    const last = events.at(-1);
    const status = (await this.store.load(runId))?.status ?? 'none';
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
    expect(new Set(rows.map(({ nodeId, iteration }) => `${nodeId} ${iteration}`)).size).toBe(rows.length);
    if (isFinal(status as never)) {
      const run = await this.store.load(runId);
      const plan = this.#versions.get(run?.versionId ?? '')?.plan;
      const missing = plan?.nodes.filter(({ id }) => !rows.some(({ nodeId }) => nodeId === id)).map(({ id }) => id);
      expect(missing, 'every node ends with a row').toEqual([]);
      expect(events.filter(({ type }) => type.startsWith('run.') && type !== 'run.started')).toHaveLength(1);
    }
    return {
      runId,
      status,
      output: last?.type === 'run.completed' ? last.data.output : null,
      error: last?.type === 'run.failed' ? last.data.error : null,
      rows: new Map(rows.map((row) => [row.nodeId, row])),
      events,
    };
  }

  /** Waits until the run shows an event of this type, of this node. */
  async seen(runId: RunId, type: string, nodeId: string | null = null): Promise<void> {
    await until(async () =>
      (await this.store.events(runId, 0, 100_000)).some((event) => event.type === type && event.nodeId === nodeId),
    );
  }
}

/** Polls until it is so; 25 seconds is far more than anything here takes. */
export async function until(isSo: () => Promise<boolean> | boolean): Promise<void> {
  await expect.poll(isSo, { timeout: 25_000, interval: 5 }).toBe(true);
}

/** Statuses by node, in order of the ids. */
export const statuses = ({ rows }: RunSnapshot): Record<string, string> =>
  Object.fromEntries(
    [...rows.values()].sort((a, b) => (a.nodeId < b.nodeId ? -1 : 1)).map((row) => [row.nodeId, row.status]),
  );

export const typesOf = ({ events }: RunSnapshot, nodeId: string): string[] =>
  events.filter((event) => event.nodeId === nodeId).map(({ type }) => type);

/** Opens when as many as `size` have arrived; shows that they were there at the same time. */
export function barrier(size: number): () => Promise<void> {
  let arrived = 0;
  let open: () => void = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return async () => {
    arrived += 1;
    if (arrived >= size) open();
    await opened;
  };
}

/** A promise that is resolved from outside. */
export function gate(): { opened: Promise<void>; open(): void } {
  let open: () => void = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}
