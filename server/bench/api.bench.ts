import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '@muster/prisma/migrate';
import { startScratchPostgres } from '@muster/prisma/scratch';
import { freePort, residentMegabytes, startServer, stopServer, untilReady } from './server-process';

/** Takes the values measured for one figure. */
type Report = (name: string, unit: 'ms' | '1/s' | 'MB', values: readonly number[]) => void;

/** The server as a process of its own: how fast it starts, what it holds in memory then, how fast it answers. */
export async function run(report: Report): Promise<void> {
  const postgres = await startScratchPostgres();
  const dataFolder = await mkdtemp(join(tmpdir(), 'muster-bench-'));
  try {
    await migrate(postgres.url);
    const starts: number[] = [];
    const memory: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      const port = await freePort();
      const begun = performance.now();
      const server = startServer({ API_PORT: String(port), MUSTER_DATA: dataFolder, DATABASE_URL: postgres.url });
      try {
        await untilReady(port, server);
        starts.push(performance.now() - begun);
        memory.push(await residentMegabytes(server.pid ?? 0));
        if (round === 2) await measureAnswers(port, report);
      } finally {
        await stopServer(server);
      }
    }
    report('api.start.latency', 'ms', starts);
    if (!memory.includes(0)) report('api.memory-after-start', 'MB', memory);
  } finally {
    await postgres.stop();
    await rm(dataFolder, { recursive: true, force: true });
  }
}

async function measureAnswers(port: number, report: Report): Promise<void> {
  const ask = async (): Promise<number> => {
    const begun = performance.now();
    const answer = await fetch(`http://127.0.0.1:${port}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ __typename }' }),
    });
    await answer.text();
    return performance.now() - begun;
  };
  for (let index = 0; index < 50; index += 1) await ask();
  const latencies: number[] = [];
  for (let index = 0; index < 200; index += 1) latencies.push(await ask());
  report('api.typename.c1.latency', 'ms', latencies);
  const rates: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    const begun = performance.now();
    await Promise.all(
      Array.from({ length: 16 }, async () => {
        for (let index = 0; index < 50; index += 1) await ask();
      }),
    );
    rates.push((800 * 1000) / (performance.now() - begun));
  }
  report('api.typename.c16.throughput', '1/s', rates);
}
