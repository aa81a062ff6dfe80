import { isFinal, newId, noUsage, type RunId, UserError, type WorkspaceId } from '@muster/schema';
import { expect } from 'vitest';
import { compile } from '../../compiler/pipeline';
import { type ExpectedRun, fixtureEnv } from '../../compiler/testing/fixtures';
import { createMemoryBus } from '../bus/memory-bus';
import { createSimulatedEngine } from '../engines/simulated/simulated-engine';
import { createSimulatedWorld } from '../engines/simulated/simulated-jobs';
import { createFunctionSource } from '../functions';
import type { StoredVersion } from '../ports';
import { createMemoryRunIntake } from '../start-run/memory-run-intake';
import { createMemoryRunStore, type StoredRun } from '../store/memory-run-store';
import type { Values } from '../values/values';
import { onlyTriggerOf, testActor } from './run-origin';

/** Compiles a graph without models and runs it to its end on the simulated engine. */
export async function runCompiled(
  graph: unknown,
  { input, trigger }: Pick<ExpectedRun, 'input' | 'trigger'>,
  { fuse, values }: { fuse: boolean; values: Values },
) {
  const { compiled } = compile(graph, { ...fixtureEnv, fuse });
  if (!compiled) throw new Error('the graph does not compile');
  const version: StoredVersion = { versionId: newId('version'), plan: compiled.plan, functions: compiled.functions };
  const runs = new Map<RunId, StoredRun>();
  const bus = createMemoryBus();
  const store = createMemoryRunStore(runs, bus);
  const source = createFunctionSource(async () => version, {
    store,
    values,
    findNode: fixtureEnv.catalogue.find,
    agents: async () => {
      throw new UserError('NODE_FAILED', 'no agents in this test');
    },
    generate: async () => ({ text: '', data: null, usage: noUsage, model: 'none' }),
    log: { warn() {}, error() {} },
  });
  const engine = createSimulatedEngine({ source, world: createSimulatedWorld(), faults: { seed: 1 } });
  await engine.open();
  const { runId } = await createMemoryRunIntake(runs).accept({
    workspaceId: 'w1' as WorkspaceId,
    workflowId: newId('workflow'),
    versionId: version.versionId,
    triggerNodeId: trigger ?? onlyTriggerOf(version.plan),
    startedBy: testActor,
    input,
    pins: {},
  });
  await engine.start({ key: runId, functionId: `${version.versionId}.main`, data: { runId } });
  await expect.poll(async () => isFinal((await store.load(runId))?.status ?? 'QUEUED'), { timeout: 20_000 }).toBe(true);
  await engine.close(1000);
  await bus.close();
  const rows = await store.nodeRuns(runId);
  const run = runs.get(runId);
  if (!run) throw new Error('the run is gone');
  return { run, rows: new Map(rows.map((row) => [row.nodeId, row])) };
}
