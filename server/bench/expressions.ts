import { readFileSync } from 'node:fs';
import type { Json } from '@muster/schema';
import { createValues, type Scope, type Values } from '../src/runtime';

/** Takes the values measured for one figure. */
type Report = (name: string, unit: 'ms' | '1/s' | 'MB', values: readonly number[]) => void;

const asker = { workspaceId: 'bench' };
const small: Scope = { input: { n: 1 }, trigger: { n: 1 }, nodes: {}, run: { id: 'run' } };
/** About 1 MB of JSON. */
const items = Array.from({ length: 10_000 }, (_, id) => ({ id, title: 'item '.repeat(15) }));
const large: Scope = { input: { items }, trigger: null, nodes: {}, run: {} };
const bomb: Json = { $expr: '$length($pad("", 400000000, "x"))' };
const expressions = (count: number, source: string): Json[] =>
  Array.from({ length: count }, (_, index) => ({ $expr: `${source} + ${index}` }));

/** What expressions cost: one alone, the twenty of a node, many at once, and the memory left after bombs (Linux). */
export async function measureExpressions(report: Report): Promise<void> {
  const values = createValues();
  try {
    const cases: [string, Json, Scope, number][] = [
      ['one', expressions(1, 'input.n'), small, 500],
      ['twenty', expressions(20, 'input.n'), small, 100],
      ['twenty-over-1mb', expressions(20, '$count(input.items)'), large, 10],
    ];
    for (const [name, value, scope, times] of cases) {
      const once = () => values.resolve(value, scope, asker);
      for (let index = 0; index < times / 5; index += 1) await once();
      report(`engine.expression.${name}.latency`, 'ms', await timeEach(times, once));
    }
    report('engine.expression.one.c64.throughput', '1/s', await rates(values));
    for (let index = 0; index < 6; index += 1) await values.resolve(bomb, small, asker).catch(() => undefined);
    await values.resolve(expressions(1, '1'), small, asker);
    if (process.platform === 'linux') report('engine.expression.memory-after-bombs', 'MB', [memoryOf(values)]);
  } finally {
    await values.close();
  }
}

async function timeEach(times: number, once: () => Promise<unknown>): Promise<number[]> {
  const latencies: number[] = [];
  for (let index = 0; index < times; index += 1) {
    const begun = performance.now();
    await once();
    latencies.push(performance.now() - begun);
  }
  return latencies;
}

/** Expressions a second, each a node of its own, 64 at a time. */
async function rates(values: Values): Promise<number[]> {
  const found: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    const total = 1000;
    let left = total;
    const begun = performance.now();
    const worker = async () => {
      for (; left > 0; ) {
        left -= 1;
        await values.resolve(expressions(1, 'input.n'), small, asker);
      }
    };
    await Promise.all(Array.from({ length: 64 }, worker));
    found.push((total * 1000) / (performance.now() - begun));
  }
  return found;
}

/** Resident memory of the children together. */
function memoryOf(values: Values): number {
  const pages = values.pids().map((pid) => Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]));
  return (pages.reduce((sum, each) => sum + each, 0) * 4096) / 1e6;
}
