import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type TestDatabase, testDatabase } from '@muster/prisma/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createTestClient } from './testing/test-client';

const main = fileURLToPath(new URL('./main.ts', import.meta.url));
let folder: string;
let database: TestDatabase;
let child: ChildProcess | null = null;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'muster-main-'));
  database = await testDatabase();
});
afterEach(() => {
  child?.kill('SIGKILL');
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

/** Starts the process; `output` grows as it speaks, `ended` resolves to its exit code. */
function start(env: Record<string, string>) {
  const settings = { API_PORT: '0', API_HOST: '127.0.0.1', MUSTER_DATA: folder, DATABASE_URL: database.url };
  const started = spawn(process.execPath, ['--import', 'tsx', main], {
    env: { PATH: process.env.PATH ?? '', ...settings, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child = started;
  let output = '';
  const ended = once(started, 'close').then(([code]) => code as number | null);
  const ready = new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      output += String(chunk);
      const url = /^ready (http\S+)$/m.exec(output)?.[1];
      if (url) resolve(url);
    };
    started.stdout.on('data', read);
    started.stderr.on('data', read);
    void ended.then(() => reject(new Error(output)));
  });
  ready.catch(() => undefined);
  return { child: started, ready, ended, output: () => output };
}

describe('the process', () => {
  it('says all that is wrong with its environment and ends with 1', async () => {
    const { ended, output } = start({ PORT: 'x', REDIS_URL: 'http://h' });
    expect(await ended).toBe(1);
    expect(output()).toMatch(/PORT.*port number/);
    expect(output()).toMatch(/REDIS_URL.*redis:\/\//);
    expect(output()).not.toMatch(/\n\s+at /);
  });

  it('R17 ends with 0 on SIGTERM under load, and no request gets a 5xx', async () => {
    const process = start({});
    const url = await process.ready;
    const client = createTestClient(url, 'http://localhost:3000');
    const person = await client.signUp();
    const statuses: number[] = [];
    let refused = false;
    const load = Array.from({ length: 8 }, async () => {
      while (!refused) {
        try {
          statuses.push((await client.gql('{ workflows(first: 5) { nodes { id } } }', { as: person })).status);
        } catch {
          refused = true;
        }
      }
    });
    await expect.poll(() => statuses.length, { timeout: 20_000 }).toBeGreaterThan(50);
    process.child.kill('SIGTERM');
    expect(await process.ended).toBe(0);
    await Promise.all(load);
    expect(statuses.filter((status) => status >= 500)).toEqual([]);
  });

  it('ends with 1 and a sentence when its port is taken', async () => {
    const first = start({});
    const port = new URL(await first.ready).port;
    const keep = first.child;
    const second = start({ API_PORT: port });
    expect(await second.ended).toBe(1);
    expect(second.output()).toMatch(/API_PORT/);
    keep.kill('SIGTERM');
    expect(await first.ended).toBe(0);
  });
});
