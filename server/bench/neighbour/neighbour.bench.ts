import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { constants, setPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { migrate } from '@muster/prisma/migrate';
import { startScratchPostgres } from '@muster/prisma/scratch';
import { createTestClient, type SignedIn, type TestClient } from '../../src/testing/test-client';
import { freePort, residentMegabytes, startServer, stopServer, untilReady } from '../server-process';
import { attacks } from './attacks';
import { createOrdinary, type Latencies, measure } from './ordinary';

/** Takes the values measured for one figure. */
type Report = (name: string, unit: 'ms' | 'count' | 'MB', values: readonly number[]) => void;

const QUIET_MS = 10_000;
const ATTACK_MS = 15_000;
/** Between the beginning of an attack and the measuring. */
const SETTLE_MS = 3_000;

/**
 * Two workspaces on one server, one of them hostile: how long the other's requests take before and under each attack of
 * `attacks.ts` (`BENCH_ATTACKS=reads,bombs` chooses), and what the server holds before and a minute after. Each attack
 * meets a server of its own, so that none is measured under the work another one left.
 */
export async function run(report: Report): Promise<void> {
  const chosen = process.env.BENCH_ATTACKS?.split(',') ?? Object.keys(attacks);
  for (const name of chosen) await measureAttack(name, report);
}

async function measureAttack(name: string, report: Report): Promise<void> {
  const postgres = await startScratchPostgres({ durable: true });
  const dataFolder = await mkdtemp(join(tmpdir(), 'muster-neighbour-'));
  try {
    await migrate(postgres.url);
    const port = await freePort();
    const server = startServer({ API_PORT: String(port), MUSTER_DATA: dataFolder, DATABASE_URL: postgres.url });
    try {
      await untilReady(port, server);
      await measureOn(server, `http://127.0.0.1:${port}`, name, report);
    } finally {
      await stopServer(server);
    }
  } finally {
    await postgres.stop();
    await rm(dataFolder, { recursive: true, force: true });
  }
}

async function measureOn(server: ChildProcess, url: string, name: string, report: Report): Promise<void> {
  const publicUrl = 'http://localhost:3000';
  const client = createTestClient(url, publicUrl);
  const grace = await client.signUp({ name: 'Grace' });
  const ordinary = await createOrdinary(client, { cookie: grace.cookie });
  // Everything that starts when it is first needed has started.
  await measure(ordinary, 6_000);
  const before = await residentMegabytes(server.pid ?? 0);
  const quiet = await measure(ordinary, QUIET_MS);
  reportAll(report, `${name}.quiet`, quiet);

  const mallory = await client.signUp({ name: 'Mallory' });
  const attacker = fork(
    fileURLToPath(new URL('./attacker.ts', import.meta.url)),
    [name, url, publicUrl, mallory.cookie],
    { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] },
  );
  // It would have a machine of its own; here it must not take the processors from the server.
  setPriority(attacker.pid ?? 0, constants.priority.PRIORITY_LOW);
  try {
    const [ready] = await Promise.race([once(attacker, 'message'), once(attacker, 'exit')]);
    if (ready !== 'ready') throw new Error(`the attack ${name} could not be prepared`);
    attacker.send('begin');
    await delay(SETTLE_MS);
    const attacked = await measure(ordinary, ATTACK_MS);
    reportAll(report, name, attacked);
    report(`api.neighbour.${name}.factor`, 'count', [requestsP99(attacked) / requestsP99(quiet)]);
  } finally {
    attacker.kill('SIGTERM');
    const [outcomes] = await Promise.race([once(attacker, 'message'), once(attacker, 'exit')]);
    console.error(`${name}: ${JSON.stringify(outcomes)}`);
    attacker.kill('SIGKILL');
  }
  // The same process: nobody starts it again here.
  if (server.exitCode !== null || server.signalCode !== null) throw new Error(`the server did not survive ${name}`);
  if (name !== 'bombs') return;
  await cancelRuns(client, { cookie: mallory.cookie });
  report(`api.neighbour.${name}.memory-before`, 'MB', [before]);
  report(`api.neighbour.${name}.memory-after`, 'MB', [await settledMemory(server.pid ?? 0, before)]);
}

/** Cancels what a workspace still has to run. */
async function cancelRuns(client: TestClient, as: SignedIn): Promise<void> {
  const query =
    '{ a: runs(first: 50, status: QUEUED) { nodes { id } } b: runs(first: 50, status: RUNNING) { nodes { id } } }';
  for (let page = 0; page < 100; page += 1) {
    const { body } = await client.gql(query, { as });
    const runs: { id: string }[] = [...body.data.a.nodes, ...body.data.b.nodes];
    if (runs.length === 0) return;
    const fields = runs.map(({ id }, index) => `a${index}: cancelRun(input: { runId: "${id}" }) { run { id } }`);
    for (let from = 0; from < fields.length; from += 20) {
      await client.gql(`mutation { ${fields.slice(from, from + 20).join(' ')} }`, { as });
    }
  }
}

/** Memory within a minute of the last attack. */
async function settledMemory(pid: number, before: number): Promise<number> {
  for (let waited = 0; waited < 55; waited += 5) {
    if ((await residentMegabytes(pid)) < before * 1.3) break;
    await delay(5_000);
  }
  return residentMegabytes(pid);
}

/** p99 of each kind of request, and of the requests together. */
function reportAll(report: Report, name: string, latencies: Latencies): void {
  for (const [kind, values] of Object.entries(latencies)) {
    report(`api.neighbour.${name}.${kind}.p99`, 'ms', [p99(values)]);
    report(`api.neighbour.${name}.${kind}.latency`, 'ms', values);
  }
  report(`api.neighbour.${name}.p99`, 'ms', [requestsP99(latencies)]);
}

/** Of requests that are answered at once; runs wait for the engine, which has no turns between workspaces yet. */
const requestsP99 = ({ read, compile }: Latencies): number => p99([...read, ...compile]);

function p99(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.max(0, Math.ceil(sorted.length * 0.99) - 1)] ?? Number.NaN;
}
