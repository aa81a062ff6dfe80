import { newId, type RunEvent, type RunId, type WorkspaceId } from '@muster/schema';
import { describe, expect, it } from 'vitest';
import { runEvents } from '../run-events';
import { createMemoryRunIntake } from '../start-run/memory-run-intake';
import { createMemoryRunStore, type StoredRun } from '../store/memory-run-store';
import { startRedisServer } from '../testing/redis-server';
import { withoutTrigger } from '../testing/run-origin';
import { describeEventBus } from './event-bus.suite';
import { createRedisBus } from './redis-bus';

const log = { warn() {}, error() {} };

describeEventBus('Redis', async () => {
  const redis = await startRedisServer();
  const [near, far] = [createRedisBus(redis.url, log), createRedisBus(redis.url, log)];
  return {
    near,
    far,
    async close() {
      await near.close();
      await far.close();
      await redis.down();
    },
  };
});

describe('R5: while Redis is away', () => {
  it('readers in this process and in others miss nothing of a run', async () => {
    const redis = await startRedisServer();
    const [here, there] = [createRedisBus(redis.url, log), createRedisBus(redis.url, log)];
    const runs = new Map<RunId, StoredRun>();
    const store = createMemoryRunStore(runs, here);
    const place = { workspaceId: 'w' as WorkspaceId, workflowId: newId('workflow'), versionId: newId('version') };
    const { runId } = await createMemoryRunIntake(runs).accept({ ...place, ...withoutTrigger, input: null, pins: {} });
    await store.begin(runId);
    const read = async (bus: typeof here) => {
      const seqs: RunEvent['seq'][] = [];
      for await (const { seq } of runEvents(store, bus, runId, 0, { catchUpMs: 100 })) seqs.push(seq);
      return seqs;
    };
    const readers = [read(here), read(there)];
    const skip = (nodeId: string) =>
      store.finishNodes([{ runId, nodeId, iteration: '', status: 'SKIPPED', ports: [], output: null }]);
    await skip('before');
    await redis.down();
    for (let n = 0; n < 20; n++) await skip(`away${n}`);
    await redis.up();
    for (let n = 0; n < 20; n++) await skip(`back${n}`);
    await store.finishRun(runId, { status: 'SUCCEEDED', output: null });
    const all = Array.from({ length: 43 }, (_, n) => n + 1);
    expect(await Promise.all(readers)).toEqual([all, all]);
    await here.close();
    await there.close();
    await redis.down();
  });
});
