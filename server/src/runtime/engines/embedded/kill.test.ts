import { type ChildProcess, spawn } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import { fileURLToPath } from 'node:url';
import { type TestDatabase, testDatabase } from '@muster/prisma/testing';
import { isFinal, newId, type RunId, type WorkspaceId } from '@muster/schema';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMemoryBus } from '../../bus/memory-bus';
import { createPostgresStorage } from '../../storage.repository';
import { makePlan, makeVersion, type TestNode, trigger } from '../../testing/plans';
import { testActor } from '../../testing/run-origin';
import { storeVersion } from '../../testing/version-fixture';
import { until } from '../conformance/workbench';

const program = fileURLToPath(new URL('../../testing/killed-server.ts', import.meta.url));
const workspaceId = 'w1' as WorkspaceId;
const work: TestNode = { effects: 'write' };

/** The world outside: counts side effects by node, and holds back the answers it is told to. */
function createCounter() {
  const effects = new Map<string, number>();
  const held = new Set<string>();
  const server: Server = createServer((request, response) => {
    const id = (request.url ?? '').slice(1);
    effects.set(id, (effects.get(id) ?? 0) + 1);
    if (!held.has(id)) response.end(`${id} done`);
  });
  return { effects, held, server };
}

describe('kill -9 of the server', () => {
  let database: TestDatabase;
  let counterUrl = '';
  const counter = createCounter();
  const children = new Set<ChildProcess>();

  beforeAll(async () => {
    database = await testDatabase();
    await new Promise<void>((resolve) => counter.server.listen(0, '127.0.0.1', resolve));
    const address = counter.server.address();
    counterUrl = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  });
  afterAll(async () => {
    for (const child of children) child.kill('SIGKILL');
    counter.server.closeAllConnections();
    await new Promise((resolve) => counter.server.close(resolve));
    await database.drop();
  });

  async function startServer(): Promise<ChildProcess> {
    const env = { ...process.env, DATABASE_URL: database.url, COUNTER_URL: counterUrl };
    const child = spawn(process.execPath, ['--import', 'tsx', program], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    children.add(child);
    await new Promise<void>((resolve, reject) => {
      child.stdout?.once('data', () => resolve());
      child.once('exit', () => reject(new Error('the server ended before it was ready')));
    });
    return child;
  }

  async function kill(child: ChildProcess): Promise<void> {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
  }

  it('R2 R3: loses nothing, and runs no finished node again', async () => {
    const fan = Array.from({ length: 10 }, (_, n) => `f${n}`);
    const plan = makePlan({
      nodes: {
        start: trigger,
        a: work,
        ...Object.fromEntries(fan.map((id) => [id, work])),
        join: { operation: { kind: 'pass' } },
        z: work,
      },
      edges: ['start>a', ...fan.flatMap((id) => [`a>${id}`, `${id}>join`]), 'join>z'],
    });
    const { runs: store, intake } = createPostgresStorage(database.db, createMemoryBus());
    const place = await storeVersion(database.db, workspaceId, makeVersion(newId('version'), plan));
    const slow = ['f1', 'f4', 'f7'];
    for (const id of slow) counter.held.add(id);

    let child = await startServer();
    const { runId } = await intake.accept({ ...place, workspaceId, startedBy: testActor, input: null, pins: {} });
    const recorded = async () => (await store.nodeRuns(runId)).filter(({ status }) => status === 'SUCCEEDED').length;
    await until(async () => (await recorded()) === 9 && slow.every((id) => counter.effects.has(id)));
    await kill(child);
    child = await startServer();
    await until(() => slow.every((id) => counter.effects.get(id) === 2));
    await kill(child);
    counter.held.clear();
    child = await startServer();
    await until(async () => isFinal((await store.load(runId as RunId))?.status ?? 'QUEUED'));

    expect((await store.load(runId))?.status).toBe('SUCCEEDED');
    const once = ['a', ...fan, 'z'].filter((id) => !slow.includes(id));
    expect(once.map((id) => counter.effects.get(id))).toEqual(once.map(() => 1));
    expect(slow.map((id) => counter.effects.get(id))).toEqual([3, 3, 3]);
    const events = await store.events(runId, 0, 1000);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, n) => n + 1));
    expect(events.filter(({ type }) => type === 'node.completed')).toHaveLength(14);
    await kill(child);
  });
});
