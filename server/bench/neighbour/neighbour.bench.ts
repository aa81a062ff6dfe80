import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { migrate } from '@muster/prisma/migrate';
import { startScratchPostgres } from '@muster/prisma/scratch';
import { createTestClient } from '../../src/testing/test-client';
import { freePort, residentMegabytes, startServer, stopServer, untilReady } from '../server-process';
import { attacks } from './attacks';
import { createOrdinary, type Latencies, measure } from './ordinary';

/** Takes the values measured for one figure. */
type Report = (name: string, unit: 'ms' | '1/s' | 'MB', values: readonly number[]) => void;

const QUIET_MS = 12_000;
const ATTACK_MS = 15_000;
/** Between the beginning of an attack and the measuring. */
const SETTLE_MS = 3_000;

/**
 * Two workspaces on one server, one of them hostile: how long the other's requests take while nothing happens and under
 * each attack, from `attacks.ts` (`BENCH_ATTACKS=reads,bombs` chooses), and what the server holds afterwards.
 */
export async function run(report: Report): Promise<void> {
  const chosen = process.env.BENCH_ATTACKS?.split(',') ?? Object.keys(attacks);
  const postgres = await startScratchPostgres({ durable: true });
  const dataFolder = await mkdtemp(join(tmpdir(), 'muster-neighbour-'));
  try {
    await migrate(postgres.url);
    const port = await freePort();
    const server = startServer({ API_PORT: String(port), MUSTER_DATA: dataFolder, DATABASE_URL: postgres.url });
    try {
      await untilReady(port, server);
      await measureAttacks(server, port, chosen, report);
    } finally {
      await stopServer(server);
    }
  } finally {
    await postgres.stop();
    await rm(dataFolder, { recursive: true, force: true });
  }
}

async function measureAttacks(
  server: ChildProcess,
  port: number,
  chosen: readonly string[],
  report: Report,
): Promise<void> {
  const url = `http://127.0.0.1:${port}`;
  const publicUrl = 'http://localhost:3000';
  const client = createTestClient(url, publicUrl);
  const grace = await client.signUp({ name: 'Grace' });
  const ordinary = await createOrdinary(client, { cookie: grace.cookie });
  // Everything that starts when it is first needed has started.
  await measure(ordinary, 6_000);
  const before = await residentMegabytes(server.pid ?? 0);
  reportAll(report, 'quiet', await measure(ordinary, QUIET_MS));

  for (const name of chosen) {
    const mallory = await client.signUp({ name: 'Mallory' });
    const attacker = fork(
      fileURLToPath(new URL('./attacker.ts', import.meta.url)),
      [name, url, publicUrl, mallory.cookie],
      {
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      },
    );
    try {
      const [ready] = await Promise.race([once(attacker, 'message'), once(attacker, 'exit')]);
      if (ready !== 'ready') throw new Error(`the attack ${name} could not be prepared`);
      attacker.send('begin');
      await delay(SETTLE_MS);
      reportAll(report, name, await measure(ordinary, ATTACK_MS));
    } finally {
      attacker.kill('SIGTERM');
      const [outcomes] = await Promise.race([once(attacker, 'message'), once(attacker, 'exit')]);
      console.error(`${name}: ${JSON.stringify(outcomes)}`);
      attacker.kill('SIGKILL');
    }
    if (server.exitCode !== null || server.signalCode !== null) throw new Error(`the server did not survive ${name}`);
    await delay(5_000);
  }
  report('api.neighbour.memory-before', 'MB', [before]);
  report('api.neighbour.memory-after', 'MB', [await settledMemory(server.pid ?? 0, before)]);
}

/** Memory within a minute of the last attack. */
async function settledMemory(pid: number, before: number): Promise<number> {
  for (let waited = 0; waited < 55; waited += 5) {
    if ((await residentMegabytes(pid)) < before * 1.3) break;
    await delay(5_000);
  }
  return residentMegabytes(pid);
}

/** p99 of each kind of request, and of the worst of them in its own right. */
function reportAll(report: Report, name: string, latencies: Latencies): void {
  for (const [kind, values] of Object.entries(latencies)) {
    report(`api.neighbour.${name}.${kind}.p99`, 'ms', [p99(values)]);
    report(`api.neighbour.${name}.${kind}.latency`, 'ms', values);
  }
  report(`api.neighbour.${name}.p99`, 'ms', [p99([...latencies.read, ...latencies.compile])]);
}

function p99(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.max(0, Math.ceil(sorted.length * 0.99) - 1)] ?? Number.NaN;
}
