import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startScratchPostgres } from '@muster/prisma/scratch';
import { createTestClient, type TestClient } from '../src/testing/test-client';
import { figureOf, type Report } from './figure';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const publicUrl = 'http://localhost:3000';
const concurrency = 20;
const rounds = 5;
const roundMs = 2_000;

/** Figures of the way in: memory of a fresh server, time until it answers, and a simple query by API key. */
export async function run(report: Report): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'muster-bench-'));
  const postgres = await startScratchPostgres();
  const began = performance.now();
  const child = spawn(process.execPath, ['--import', 'tsx', main], {
    env: {
      PATH: process.env.PATH ?? '',
      API_PORT: '0',
      MUSTER_HOST: '127.0.0.1',
      MUSTER_DATA: folder,
      MUSTER_LOG_LEVEL: 'silent',
      MUSTER_RATE_API: '100000000',
      DATABASE_URL: postgres.url,
      NODE_ENV: 'production',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const url = await readyUrl(child.stdout);
    report(figureOf('api.start', 'ms', [performance.now() - began]));
    report(figureOf('api.memory-after-start', 'MB', [await residentMegabytes(child.pid)]));
    const client = createTestClient(url, publicUrl);
    const key = await client.apiKey(await client.signUp());
    await queriesPerSecond(client, key, 500);
    const rates: number[] = [];
    for (let round = 0; round < rounds; round++) rates.push(await queriesPerSecond(client, key, roundMs));
    report(figureOf('api.simple-query', '1/s', rates));
    report(figureOf('api.memory-after-load', 'MB', [await residentMegabytes(child.pid)]));
  } finally {
    child.kill('SIGTERM');
    await once(child, 'exit');
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function readyUrl(output: AsyncIterable<Buffer>): Promise<string> {
  let text = '';
  for await (const chunk of output) {
    text += String(chunk);
    const url = /^ready (http\S+)$/m.exec(text)?.[1];
    if (url) return url;
  }
  throw new Error(`the server ended before it was ready:\n${text}`);
}

async function residentMegabytes(pid: number | undefined): Promise<number> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)]);
  return Number(stdout) / 1024;
}

async function queriesPerSecond(
  client: TestClient,
  as: { authorization: string },
  milliseconds: number,
): Promise<number> {
  const began = performance.now();
  let answered = 0;
  const ask = async (): Promise<void> => {
    while (performance.now() - began < milliseconds) {
      const { status } = await client.gql('{ workflows(first: 10) { nodes { id name slug } } }', { as });
      if (status !== 200) throw new Error(`a query was answered ${status}`);
      answered += 1;
    }
  };
  await Promise.all(Array.from({ length: concurrency }, ask));
  return (answered * 1000) / (performance.now() - began);
}
