import { testDatabase } from '@muster/prisma/testing';
import type { WorkspaceId } from '@muster/schema';
import { describe, expect, it } from 'vitest';
import { createMemoryBus } from '../bus/memory-bus';
import { createPostgresRunIntake } from '../start-run/run-intake.repository';
import { emptyVersion } from '../testing/plans';
import { testActor } from '../testing/run-origin';
import { storeVersion } from '../testing/version-fixture';
import { createPostgresRunStore } from './run-store.repository';
import { describeRunStore } from './run-store.suite';

describeRunStore('Postgres', async () => {
  const { db, drop } = await testDatabase();
  const bus = createMemoryBus();
  const workspaceId = 'w1' as WorkspaceId;
  const place = { workspaceId, ...(await storeVersion(db, workspaceId, emptyVersion())) };
  return {
    store: createPostgresRunStore(db, bus),
    intake: createPostgresRunIntake(db),
    bus,
    request: () => ({ ...place, startedBy: testActor, input: null, pins: {} }),
    async close() {
      await bus.close();
      await drop();
    },
  };
});

describe('two processes on one Postgres', () => {
  it('see each other: what is decided on an old view is decided again', async () => {
    const { db, drop } = await testDatabase();
    const bus = createMemoryBus();
    const [one, two] = [createPostgresRunStore(db, bus), createPostgresRunStore(db, bus)];
    const workspaceId = 'w1' as WorkspaceId;
    const place = { workspaceId, ...(await storeVersion(db, workspaceId, emptyVersion())) };
    const { runId } = await createPostgresRunIntake(db).accept({
      ...place,
      startedBy: testActor,
      input: null,
      pins: {},
    });
    const key = (nodeId: string) => ({ runId, nodeId, iteration: '' });
    const end = (nodeId: string, output: string) => ({
      ...key(nodeId),
      status: 'SUCCEEDED' as const,
      ports: ['out'],
      output,
    });
    await one.begin(runId);
    expect(await one.startNode(key('a'), null)).toMatchObject({ attempt: 1 });
    expect(await two.startNode(key('a'), null)).toMatchObject({ attempt: 2 });
    expect(await one.startNode(key('a'), null)).toMatchObject({ attempt: 3 });
    await two.finishNodes([end('a', 'two')]);
    expect((await one.finishNodes([end('a', 'one'), end('b', 'one')]))?.map(({ output }) => output)).toEqual([
      'two',
      'one',
    ]);
    const rows = Array.from({ length: 20 }, (_, n) => [one, two][n % 2]?.finishNodes([end(`n${n}`, 'x')]));
    await Promise.all(rows);
    const failure = { code: 'NODE_FAILED', message: 'no' };
    await two.finishNodes([{ ...key('bad'), status: 'FAILED', ports: [], output: null, error: failure }]);
    expect(await one.startNode(key('late'), null, { iterations: [''], stopNodeIds: [] })).toEqual({ kind: 'stopped' });
    await two.finishRun(runId, { status: 'CANCELLED' });
    expect(await one.startNode(key('later'), null)).toEqual({ kind: 'stopped' });
    const events = await one.events(runId, 0, 1000);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, n) => n + 1));
    await drop();
  });
});
