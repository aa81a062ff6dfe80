import { catalogue } from '@muster/nodes';
import { createDatabase } from '@muster/prisma';
import { migrate } from '@muster/prisma/migrate';
import { startScratchPostgres } from '@muster/prisma/scratch';
import { newId, noUsage, type WorkspaceId } from '@muster/schema';
import { compile } from '../src/compiler/pipeline';
import {
  createEmbeddedEngine,
  createMemoryBus,
  createPostgresStorage,
  createRuntime,
  createValues,
} from '../src/runtime';
import { testActor } from '../src/runtime/testing/run-origin';
import { storeVersion } from '../src/runtime/testing/version-fixture';
import { measureExpressions } from './expressions';
import { branch, row } from './graphs';

/** Takes the values measured for one figure. */
type Report = (name: string, unit: 'ms' | '1/s' | 'MB', values: readonly number[]) => void;

const pipelines = { three: row(3), ten: row(10), branch: branch(), hundred: row(100) };
const workspaceId = 'bench' as WorkspaceId;
const stopped = new Set(['run.completed', 'run.failed', 'run.cancelled']);

/**
 * Runs of whole pipelines on the embedded engine with a real Postgres, from acceptance to the last event: one at a time
 * and sixteen at once, with chains of pure nodes fused (as they run) and with each node a durable step (`.unfused`). Then
 * what expressions cost by themselves.
 */
export async function run(report: Report): Promise<void> {
  await measurePipelines(report);
  await measureExpressions(report);
}

async function measurePipelines(report: Report): Promise<void> {
  const postgres = await startScratchPostgres({ durable: true });
  try {
    await migrate(postgres.url);
    const db = createDatabase(postgres.url, { maxConnections: 20 });
    const bus = createMemoryBus();
    const log = { warn() {}, error() {} };
    const storage = createPostgresStorage(db, bus);
    const runtime = createRuntime({
      storage,
      bus,
      values: createValues(),
      engine: (source) => createEmbeddedEngine({ source, jobs: storage.jobs, log }),
      findNode: catalogue.find,
      agents: async () => ({ failed: true }),
      generate: async () => ({ text: '', data: null, usage: noUsage, model: 'none' }),
      log,
    });
    await runtime.start();
    try {
      for (const fuse of [true, false]) {
        for (const [name, graph] of Object.entries(pipelines)) {
          const place = await publish(graph, fuse);
          const once = () => timeRun(place);
          for (let index = 0; index < 3; index += 1) await once();
          await measure(`engine.${name}`, fuse ? '' : '.unfused', once, name === 'hundred');
        }
      }
    } finally {
      await runtime.stop(5000);
      await db.$disconnect();
    }

    async function publish(graph: unknown, fuse: boolean) {
      const { compiled, diagnostics } = compile(graph, { squads: new Map(), fuse });
      if (compiled === null) throw new Error(`the graph does not compile: ${JSON.stringify(diagnostics.slice(0, 3))}`);
      return storeVersion(db, workspaceId, { plan: compiled.plan, functions: compiled.functions });
    }

    async function timeRun(place: Awaited<ReturnType<typeof publish>>): Promise<number> {
      const begun = performance.now();
      const input = { step: 'start' };
      const { runId } = await runtime.acceptRun({
        ...place,
        workspaceId,
        startedBy: testActor,
        input,
        pins: {},
        idempotencyKey: newId('run'),
      });
      for await (const { type } of runtime.events(runId, 0)) {
        if (type === 'run.completed') return performance.now() - begun;
        if (stopped.has(type)) throw new Error(`a measured run ended with ${type}`);
      }
      throw new Error('a measured run never ended');
    }
  } finally {
    await postgres.stop();
  }

  async function measure(name: string, suffix: string, once: () => Promise<number>, slow: boolean): Promise<void> {
    const total = slow ? 16 : 64;
    for (const concurrency of [1, 16]) {
      const latencies: number[] = [];
      const rates: number[] = [];
      for (let round = 0; round < 3; round += 1) {
        const begun = performance.now();
        let left = total;
        const worker = async () => {
          for (; left > 0; ) {
            left -= 1;
            latencies.push(await once());
          }
        };
        await Promise.all(Array.from({ length: concurrency }, worker));
        rates.push((total * 1000) / (performance.now() - begun));
      }
      report(`${name}.c${concurrency}.throughput${suffix}`, '1/s', rates);
      report(`${name}.c${concurrency}.latency${suffix}`, 'ms', latencies);
    }
  }
}
