import { catalogue } from '@muster/nodes';
import {
  type Json,
  newId,
  type RunFailure,
  type RunId,
  UserError,
  type VersionId,
  type WorkspaceId,
} from '@muster/schema';
import { expect } from 'vitest';
import { createAgents, createModelRegistry } from '../../agents';
import { readFunctions, readPlan } from '../../compiler/plan/read-plan';
import { testSchemas } from '../../json-schema/testing/test-schemas';
import { createMemoryBus, createNodeScope, type RunStore, type Values } from '../../runtime';
import { createSimulatedEngine } from '../../runtime/engines/simulated/simulated-engine';
import {
  addJob,
  createSimulatedWorld,
  type Settlement,
  type SimulatedStep,
} from '../../runtime/engines/simulated/simulated-jobs';
import { createFunctionSource } from '../../runtime/functions';
import { createMemoryRunIntake } from '../../runtime/start-run/memory-run-intake';
import { createMemoryRunStore, type StoredRun } from '../../runtime/store/memory-run-store';
import { withoutTrigger } from '../../runtime/testing/run-origin';
import type { History, RecordedJob, RecordedNodeRun } from './history';

/** The steps of a job, and which of them its function asked for. */
class WatchedSteps extends Map<string, SimulatedStep> {
  readonly asked = new Set<string>();
  override get(id: string): SimulatedStep | undefined {
    this.asked.add(id);
    return super.get(id);
  }
}

/** What a job did when it was replayed. */
export interface Replayed {
  end: Settlement | null;
  /** Those its function asked for. */
  steps: Record<string, Settlement | null>;
  /** Functions it invoked that the history has no result of. */
  invoked: string[];
  status: string;
  output: Json;
  error: Json;
  nodeRuns: Omit<RecordedNodeRun, 'usage'>[];
  /** Types of events by node and iteration, in order; `run` for those of the run. */
  events: Record<string, string[]>;
}

/** Types of events by node and iteration, in order, from lines of `type node iteration`. */
export function eventsByNode(lines: readonly string[]): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const line of lines) {
    const [type = '', ...place] = line.split(' ');
    const key = place.join(' ') || 'run';
    found[key] = [...(found[key] ?? []), type];
  }
  return found;
}

const workspaceId = 'w1' as WorkspaceId;
const noModel = async (): Promise<never> => {
  throw new UserError('NODE_FAILED', 'a model was asked in a replay');
};

/** Puts into the store what the nodes of a history had recorded; those that never ran are found again. */
async function restore(store: RunStore, runId: RunId, history: History, nodeRuns: readonly RecordedNodeRun[]) {
  await store.begin(runId);
  for (const { nodeId, iteration, status, attempt, ports, input, output, error, usage } of nodeRuns) {
    if (status !== 'SUCCEEDED' && status !== 'FAILED') continue;
    const key = { runId, nodeId, iteration };
    for (let count = 1; count < attempt; count += 1) {
      await store.startNode(key, input);
      await store.retryNode(key, { code: 'NODE_FAILED', message: 'as recorded' }, 0);
    }
    if (attempt > 1) await store.startNode(key, input);
    await store.finishNodes([
      { ...key, status, ports, input, output, usage, ...(error ? { error: error as RunFailure } : {}) },
    ]);
  }
  const own = <T>(entries: readonly Json[]) => entries.map((entry) => ({ ...(entry as object), runId }) as T);
  await store.record(runId, { messages: own(history.messages), transcript: own(history.transcript) });
}

/** Tells the end of what is replayed, and which of its recorded steps and nodes are taken as done; by default all. */
export interface Cut {
  steps: ReadonlySet<string>;
  nodeRuns: readonly RecordedNodeRun[];
}

/**
 * Runs one job of a history on the simulated engine with today's code: recorded steps answer what is recorded, and what
 * is cut off is worked again. `recorded` is the history with the ids of the run that is replayed.
 */
export async function replay(original: History, jobIndex: number, cut: Cut, values: Values) {
  const runs = new Map<RunId, StoredRun>();
  const bus = createMemoryBus();
  const store = createMemoryRunStore(runs, bus);
  const { runId } = await createMemoryRunIntake(runs).accept({
    workspaceId,
    workflowId: original.run.workflowId as never,
    versionId: original.run.versionId as VersionId,
    ...withoutTrigger,
    input: original.run.input,
    pins: original.run.pins as Record<string, VersionId>,
  });
  const recorded = JSON.parse(JSON.stringify(original).replaceAll(original.run.id, runId)) as History;
  if (cut.steps.size > 0 || cut.nodeRuns.length > 0) await restore(store, runId, recorded, cut.nodeRuns);

  const loadVersion = async (versionId: VersionId) => {
    const stored = recorded.versions[versionId];
    return stored ? { versionId, plan: readPlan(stored.plan), functions: readFunctions(stored.functions) } : null;
  };
  const log = { warn() {}, error() {} };
  const agents = createAgents({
    store,
    bus,
    models: createModelRegistry({}),
    values,
    nodeScope: createNodeScope(store),
    loadVersion,
    schemas: testSchemas,
  });
  const deps = { store, values, findNode: catalogue.find, agents: agents.handler, generate: noModel, log };
  const world = createSimulatedWorld();
  const { functionId, data, steps } = recorded.jobs[jobIndex] as RecordedJob;
  const key = newId('event');
  const job = addJob(world, key, functionId, data, null);
  if (!job) throw new Error('the world is new');
  const watched = new WatchedSteps();
  job.steps = watched;
  for (const [id, settled] of Object.entries(steps)) {
    if (cut.steps.has(id)) watched.set(id, { settled, attempts: 0, dueAt: null, wait: null });
  }
  const engine = createSimulatedEngine({ source: createFunctionSource(loadVersion, deps), world });
  await engine.open();
  await expect.poll(() => job.state, { timeout: 10_000, interval: 2 }).not.toBe('open');
  await engine.close(1000);
  await bus.close();

  const { status = 'none' } = (await store.load(runId)) ?? {};
  const events = await store.events(runId, 0, 100_000);
  const replayed: Replayed = {
    end: job.end,
    steps: Object.fromEntries([...watched.asked].map((id) => [id, job.steps.get(id)?.settled ?? null])),
    invoked: [...world.jobs.values()].filter(({ id }) => id !== key).map((other) => other.functionId),
    status,
    output: runs.get(runId)?.output ?? null,
    error: runs.get(runId)?.error ?? null,
    nodeRuns: (await store.nodeRuns(runId)).map(
      ({ nodeId, iteration, status: ended, attempt, ports, input, output, error }) => ({
        ...{ nodeId, iteration, status: ended, attempt, ports, input, output, error },
      }),
    ),
    events: eventsByNode(
      events.map(({ type, nodeId, iteration }) => [type, nodeId, iteration].filter(Boolean).join(' ')),
    ),
  };
  return { replayed, recorded };
}
