import { findNode } from '@muster/nodes';
import { isFinal, type Json, newId, noUsage, type RunId, UserError, type WorkspaceId } from '@muster/schema';
import { afterAll, describe, expect, it } from 'vitest';
import { compile } from '../../../compiler/pipeline';
import { fixtureEnv, loadFixtures } from '../../../compiler/testing/fixtures';
import { createMemoryBus } from '../../bus/memory-bus';
import { createFunctionSource } from '../../functions';
import type { StoredVersion } from '../../ports';
import { createMemoryRunIntake } from '../../start-run/memory-run-intake';
import { createMemoryRunStore, type StoredRun } from '../../store/memory-run-store';
import { createValues } from '../../values/values';
import { createSimulatedEngine } from './simulated-engine';
import { createSimulatedWorld } from './simulated-jobs';

/** What the compiler makes of its fixtures runs as the fixtures say: fused, and with every node a step of its own. */
const values = createValues({ threads: 1 });
afterAll(() => values.close());

async function runCompiled(graph: string, input: Json, fuse: boolean) {
  const { compiled } = compile(graph, { ...fixtureEnv, fuse });
  if (!compiled) throw new Error('the fixture does not compile');
  const version: StoredVersion = { versionId: newId('version'), plan: compiled.plan, functions: compiled.functions };
  const runs = new Map<RunId, StoredRun>();
  const bus = createMemoryBus();
  const store = createMemoryRunStore(runs, bus);
  const source = createFunctionSource(async () => version, {
    store,
    values,
    findNode,
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

const fixtures = loadFixtures().flatMap(({ name, graph, run }) => (run ? [{ name, graph, run }] : []));

describe.each([
  ['fused', true],
  ['unfused', false],
])('compiled fixtures, %s', (_, fuse) => {
  it.each(fixtures.map((fixture) => [fixture.name, fixture] as const))(
    '%s',
    async (_name, { graph, run: expected }) => {
      const { run, rows } = await runCompiled(graph, expected.input, fuse);
      expect(run.record.status).toBe(expected.status);
      if (expected.error) expect(run.error).toMatchObject(expected.error);
      if (expected.output !== undefined) expect(run.output).toEqual(expected.output);
      expect(Object.fromEntries([...rows].map(([id, row]) => [id, row.status]))).toEqual(expected.nodes);
      for (const [id, output] of Object.entries(expected.outputs ?? {})) expect(rows.get(id)?.output).toEqual(output);
    },
  );
});
