import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { findNode } from '@muster/nodes';
import { createDatabase, type Database } from '@muster/prisma';
import { startEmbeddedPostgres } from '@muster/prisma/embedded';
import { migrate } from '@muster/prisma/migrate';
import { type JsonObject, newId, noUsage, type WorkspaceId } from '@muster/schema';
import { compile } from '../src/compiler/pipeline';
import {
  createEmbeddedEngine,
  createMemoryBus,
  createPostgresStorage,
  createRuntime,
  createValues,
} from '../src/runtime';
import { storeVersion } from '../src/runtime/testing/version-fixture';

/** One figure, as `npm run bench` prints it on a line of its own. */
export interface Figure {
  name: string;
  unit: 'ms' | '1/s' | 'MB';
  min: number;
  median: number;
  p95: number;
  max: number;
  runs: number;
}
export type Report = (figure: Figure) => void;

const transform = (id: string, output: unknown) => ({
  id,
  type: 'data.transform',
  typeVersion: 1,
  name: id,
  config: { output },
});
const start = { id: 'start', type: 'trigger.manual', typeVersion: 1, name: 'Start', config: {} };
const value = {
  n: { $ref: { node: '$input', path: ['n'] } },
  text: { $template: ['n is ', { $ref: { node: '$trigger', path: ['n'] } }] },
};
const edge = (source: string, target: string, port = 'out') => ({
  id: `${source}.${port}-${target}`,
  source: { node: source, port },
  target: { node: target, port: 'in' },
});

const pipeline = (nodes: object[], edges: object[]): JsonObject =>
  JSON.parse(JSON.stringify({ schemaVersion: 1, kind: 'pipeline', nodes, edges })) as JsonObject;

/** A start and so many transforms in a row. */
function row(count: number): JsonObject {
  const ids = Array.from({ length: count }, (_, n) => `t${n + 1}`);
  const edges = ids.map((id, n) => edge(ids[n - 1] ?? 'start', id));
  return pipeline([start, ...ids.map((id) => transform(id, value))], edges);
}

/** A branch with two arms of three and a merge. */
function branch(): JsonObject {
  const condition = { left: { $ref: { node: '$input', path: ['n'] } }, operator: 'at-least', right: 0 };
  const check = { id: 'check', type: 'flow.branch', typeVersion: 1, name: 'Check', config: { condition } };
  const merge = { id: 'merge', type: 'flow.merge', typeVersion: 1, name: 'Merge', config: {} };
  const arms = ['a', 'b'].map((arm) => [1, 2, 3].map((n) => `${arm}${n}`));
  const edges = arms.flatMap(([one = '', two = '', three = ''], index) => [
    edge('check', one, index === 0 ? 'true' : 'false'),
    edge(one, two),
    edge(two, three),
    edge(three, 'merge'),
  ]);
  const nodes = [start, check, ...arms.flat().map((id) => transform(id, value)), merge];
  return pipeline(nodes, [edge('start', 'check'), ...edges]);
}

const pipelines = { three: row(3), ten: row(10), branch: branch(), hundred: row(100) };
/** Runs at the same time, and how many are measured. */
const loads = [
  { concurrency: 1, runs: 60 },
  { concurrency: 16, runs: 400 },
] as const;

const round = (value: number) => Math.round(value * 100) / 100;

function figure(name: string, unit: Figure['unit'], samples: number[]): Figure {
  const sorted = [...samples].sort((a, b) => a - b);
  const at = (share: number) => round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
  return {
    name,
    unit,
    min: at(0),
    median: at(0.5),
    p95: at(0.95),
    max: round(sorted.at(-1) ?? 0),
    runs: samples.length,
  };
}

async function openRuntime(db: Database) {
  const bus = createMemoryBus();
  const storage = createPostgresStorage(db, bus);
  const log = { warn: console.error, error: console.error };
  const runtime = createRuntime({
    storage,
    bus,
    values: createValues(),
    engine: (source) => createEmbeddedEngine({ source, jobs: storage.jobs, log }),
    findNode,
    agents: async () => ({ failed: true }),
    generate: async () => ({ text: '', data: null, usage: noUsage, model: 'none' }),
    log,
  });
  await runtime.start();
  return { bus, runtime };
}

/** Postgres as users get it (a folder, its default settings), the embedded engine, and no model. */
export async function run(report: Report): Promise<void> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'muster-bench-'));
  const postgres = await startEmbeddedPostgres({ dataFolder });
  await migrate(postgres.url);
  const db = createDatabase(postgres.url, { maxConnections: 20 });
  const { bus, runtime } = await openRuntime(db);
  const workspaceId = newId('workflow') as string as WorkspaceId;

  async function one(place: Awaited<ReturnType<typeof storeVersion>>): Promise<number> {
    const began = performance.now();
    const { runId } = await runtime.acceptRun({ ...place, workspaceId, input: { n: 1 }, pins: {} });
    for await (const event of runtime.events(runId, 0)) {
      if (event.type === 'run.failed') throw new Error(event.data.error.message);
    }
    return performance.now() - began;
  }

  async function measure(name: string, graph: JsonObject, fuse: boolean): Promise<void> {
    const { compiled, diagnostics } = compile(graph, { squads: new Map(), fuse });
    if (!compiled) throw new Error(JSON.stringify(diagnostics));
    const place = await storeVersion(db, workspaceId, compiled);
    for (let n = 0; n < 20; n++) await one(place);
    for (const { concurrency, runs } of loads) {
      const count = name.startsWith('hundred') ? Math.ceil(runs / 8) : runs;
      const latencies: number[] = [];
      const rates: number[] = [];
      for (let round = 0; round < 3; round++) {
        let left = count;
        const began = performance.now();
        const worker = async () => {
          while (left-- > 0) latencies.push(await one(place));
        };
        await Promise.all(Array.from({ length: concurrency }, worker));
        rates.push(count / ((performance.now() - began) / 1000));
      }
      report(figure(`engine.${name}.c${concurrency}.throughput`, '1/s', rates));
      report(figure(`engine.${name}.c${concurrency}.latency`, 'ms', latencies));
    }
  }

  try {
    for (const [name, graph] of Object.entries(pipelines)) {
      await measure(name, graph, true);
      await measure(`${name}.unfused`, graph, false);
    }
  } finally {
    await runtime.stop(5000);
    await bus.close();
    await db.$disconnect();
    await postgres.stop();
    await rm(dataFolder, { recursive: true, force: true });
  }
}
