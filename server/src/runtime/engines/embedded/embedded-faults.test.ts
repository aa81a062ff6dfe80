import { type TestDatabase, testDatabase } from '@muster/prisma/testing';
import { newId } from '@muster/schema';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { DurableFunction } from '../../step-tools';
import { makeFunction } from '../../testing/plans';
import { gate, until } from '../conformance/workbench';
import { createEmbeddedEngine, type EmbeddedEngine, type EmbeddedEngineOptions } from './embedded-engine';
import { createPostgresEngineJobs } from './engine-jobs.repository';

const log = { warn() {}, error() {} };

describe('the embedded engine', () => {
  let database: TestDatabase;
  const engines: EmbeddedEngine[] = [];
  beforeAll(async () => {
    database = await testDatabase();
  });
  // An engine of another test would take jobs whose functions it does not know.
  afterEach(async () => {
    await Promise.all(engines.splice(0).map((engine) => engine.close(100)));
  });
  afterAll(() => database.drop());

  async function open(
    functions: Map<string, DurableFunction['handler']>,
    options: Partial<EmbeddedEngineOptions> = {},
  ) {
    const engine = createEmbeddedEngine({
      source: async (id) => {
        const handler = functions.get(id);
        return handler ? makeFunction(id, handler, { retries: 2 }) : null;
      },
      jobs: createPostgresEngineJobs(database.db),
      log,
      leaseMs: 300,
      pollMs: 30,
      backoffMs: 10,
      ...options,
    });
    engines.push(engine);
    await engine.open();
    return engine;
  }
  const jobOf = (key: string) => database.db.engineJob.findUnique({ where: { key } });
  const begin = (engine: EmbeddedEngine, key: string, functionId = key) =>
    engine.start({ key, functionId, data: { runId: key } });

  it('R12: a job that ends its process every time is given up after some claims; others go on', async () => {
    const [poison, good] = [newId('event'), newId('event')];
    let kills = 0;
    let dying: EmbeddedEngine;
    const functions = new Map<string, DurableFunction['handler']>([
      [
        poison,
        async ({ step }) => {
          await step.run('dies', async () => {
            kills += 1;
            dying.crash();
            return new Promise<never>(() => {});
          });
          return null;
        },
      ],
      [good, async ({ step }) => step.run('works', async () => 'fine')],
    ]);
    dying = await open(functions, { maxClaims: 3, leaseMs: 500 });
    await begin(dying, poison);
    for (let process = 0; process < 8; process++) {
      await until(async () => (await jobOf(poison))?.status === 'FAILED' || kills > process);
      if ((await jobOf(poison))?.status === 'FAILED') break;
      dying = await open(functions, { maxClaims: 3, leaseMs: 500 });
    }
    expect(kills).toBe(3);
    await begin(dying, good);
    await until(async () => (await jobOf(good))?.status === 'DONE');
    expect((await jobOf(good))?.result).toBe('fine');
    expect(await dying.lost([poison, good])).toEqual([poison, good]);
  });

  it('more jobs than fit at once all come to their end, parents that wait for children too', async () => {
    const [parent, child] = [newId('event'), newId('event')];
    let most = 0;
    let now = 0;
    const functions = new Map<string, DurableFunction['handler']>([
      [
        child,
        async ({ step }) =>
          step.run('work', async () => {
            now += 1;
            most = Math.max(most, now);
            await new Promise((resolve) => setTimeout(resolve, 5));
            now -= 1;
            return 1;
          }),
      ],
      [
        parent,
        async ({ step }) => {
          const calls = [1, 2, 3].map((n) => step.invoke<number>(`child${n}`, { functionId: child, data: { n } }));
          return (await Promise.all(calls)).length;
        },
      ],
    ]);
    const engine = await open(functions, { maxJobs: 3, parkAfterMs: 10 });
    const keys = Array.from({ length: 12 }, () => newId('event'));
    await Promise.all(keys.map((key) => begin(engine, key, parent)));
    await until(async () => (await Promise.all(keys.map(jobOf))).every((job) => job?.status === 'DONE'));
    expect(most).toBeLessThanOrEqual(3);
    expect((await jobOf(keys[0] ?? ''))?.result).toBe(3);
  });

  it('two processes share the work, and none does what the other has', async () => {
    const id = newId('event');
    const worked = new Map<string, number>();
    const functions = new Map<string, DurableFunction['handler']>([
      [
        id,
        async ({ step, data }) => {
          const { runId } = data as { runId: string };
          await step.run('work', async () => {
            worked.set(runId, (worked.get(runId) ?? 0) + 1);
            return null;
          });
          await step.sleep('nap', 60);
          return step.run('end', async () => 'done');
        },
      ],
    ]);
    const [one] = await Promise.all([open(functions, { maxJobs: 4 }), open(functions, { maxJobs: 4 })]);
    const keys = Array.from({ length: 30 }, () => newId('event'));
    await Promise.all(keys.map((key) => begin(one, key, id)));
    await until(async () => (await Promise.all(keys.map(jobOf))).every((job) => job?.status === 'DONE'));
    expect([...worked.values()]).toEqual(keys.map(() => 1));
  });

  it('a process that has lost its lease records nothing any more', async () => {
    const id = newId('event');
    const { opened, open: letGo } = gate();
    let entered = 0;
    const slow: DurableFunction['handler'] = async ({ step }) =>
      step.run('work', async () => {
        entered += 1;
        const mine = entered;
        if (mine === 1) await opened;
        return mine;
      });
    const functions = new Map([[id, slow]]);
    // A lease far shorter than the first heartbeat is due: as if the process had been frozen.
    const frozen = await open(functions, { leaseMs: 100_000, pollMs: 100_000 });
    await begin(frozen, id);
    await until(() => entered === 1);
    await database.db.engineJob.update({ where: { key: id }, data: { leaseUntil: new Date(0) } });
    await open(functions);
    await until(async () => (await jobOf(id))?.status === 'DONE');
    letGo();
    await until(async () => (await jobOf(id))?.result === 2);
    expect(await database.db.engineStep.findMany({ where: { job: { key: id } } })).toMatchObject([{ result: 2 }]);
  });

  it('R19: jobs that ended some time ago are forgotten, with their steps', async () => {
    const id = newId('event');
    const functions = new Map<string, DurableFunction['handler']>([
      [id, async ({ step }) => step.run('a', async () => 1)],
    ]);
    const engine = await open(functions, { keepMs: 100, leaseMs: 90 });
    await begin(engine, id);
    await until(async () => (await jobOf(id)) === null);
    expect(await database.db.engineStep.count({ where: { job: { key: id } } })).toBe(0);
  });

  it('a function that is not known yet is waited for, and in the end given up', async () => {
    const [late, never] = [newId('event'), newId('event')];
    const functions = new Map<string, DurableFunction['handler']>();
    const engine = await open(functions);
    await Promise.all([begin(engine, late), begin(engine, never)]);
    await until(async () => ((await jobOf(late))?.attempts ?? 0) > 0);
    functions.set(late, async () => 'here');
    await until(async () => (await jobOf(late))?.status === 'DONE' && (await jobOf(never))?.status === 'FAILED');
  });
});
