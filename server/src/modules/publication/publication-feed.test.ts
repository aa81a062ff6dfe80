import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { listen } from '@muster/prisma/listen';
import { type TestDatabase, testDatabase } from '@muster/prisma/testing';
import { newId, type VersionId, type WorkspaceId } from '@muster/schema';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { emptyVersion } from '../../runtime/testing/plans';
import { storeVersion } from '../../runtime/testing/version-fixture';
import {
  createPublicationRepository,
  type LiveVersion,
  PUBLICATION_CHANNEL,
  type Publication,
} from './publication.repository';
import {
  createPublicationFeed,
  type Follower,
  type PublicationFeed,
  type PublicationFeedDeps,
} from './publication-feed';
import { recordPublished } from './testing/publish-versions';

const program = fileURLToPath(new URL('./testing/killed-replica.ts', import.meta.url));

describe('the log of publications', () => {
  let database: TestDatabase;
  let feeds: PublicationFeed[];
  let warnings: object[];

  beforeEach(async () => {
    database = await testDatabase();
    feeds = [];
    warnings = [];
  });
  afterEach(async () => {
    await Promise.all(feeds.map((feed) => feed.stop()));
    await database.drop();
  });

  /** A feed as another replica would have it. */
  function replica(settings: Partial<PublicationFeedDeps> = {}): PublicationFeed {
    const repository = createPublicationRepository(database.db);
    const log = { warn: (details: object) => void warnings.push(details) };
    const feed = createPublicationFeed({ repository, log, pollMs: 10, backoffMs: 10, ...settings });
    feeds.push(feed);
    return feed;
  }
  const publish = () => recordPublished(database.db);
  const publishMany = async (count: number): Promise<VersionId[]> => {
    const ids: VersionId[] = [];
    while (ids.length < count) ids.push(await publish());
    return ids;
  };
  const collectInto = (heard: VersionId[]) => async (publications: readonly Publication[]) => {
    heard.push(...publications.map(({ versionId }) => versionId));
  };
  /** A follower that only listens; `begun` opens when it has its snapshot. */
  function listener(handle: Follower['handle']): Follower & { begun: Promise<void> } {
    let open = () => {};
    const begun = new Promise<void>((resolve) => {
      open = resolve;
    });
    return { begin: async () => open(), handle, begun };
  }
  const soon = { timeout: 20_000, interval: 5 };

  it('a subscriber hears everything since the first publication, once and in order, also what came before it', async () => {
    const before = Array.from({ length: 250 }, () => newId('version'));
    const entry = { kind: 'PUBLISHED', workspaceId: 'w1', workflowId: newId('workflow') } as const;
    await database.db.publication.createMany({ data: before.map((versionId) => ({ ...entry, versionId })) });
    const heard: VersionId[] = [];
    const feed = replica();
    feed.subscribe('schedules', collectInto(heard));
    feed.start();
    const after = await publishMany(3);
    await expect.poll(() => heard, soon).toEqual([...before, ...after]);
  });

  it('goes on where it was after a stop and a start', async () => {
    const heard: VersionId[] = [];
    const first = replica();
    first.subscribe('schedules', collectInto(heard));
    first.start();
    const one = await publishMany(2);
    await expect.poll(() => heard, soon).toEqual(one);
    await first.stop();
    const two = await publishMany(2);
    const second = replica();
    second.subscribe('schedules', collectInto(heard));
    second.start();
    await expect.poll(() => heard, soon).toEqual([...one, ...two]);
  });

  it('loses nothing when the process is killed between the commit and the end of the handler', async () => {
    const env = { ...process.env, DATABASE_URL: database.url };
    const child = spawn(process.execPath, ['--import', 'tsx', program], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    const versionId = await new Promise<string>((resolve) =>
      child.stdout.once('data', (data: Buffer) => resolve(data.toString().trim())),
    );
    child.kill('SIGKILL');
    await ended;
    const heard: VersionId[] = [];
    const feed = replica();
    feed.subscribe('schedules', collectInto(heard));
    feed.start();
    await expect.poll(() => heard, soon).toEqual([versionId]);
  });

  it('two replicas share a subscriber: each publication is handled by one of them, in order', async () => {
    const heard: VersionId[] = [];
    let atWork = 0;
    let most = 0;
    for (const feed of [replica(), replica()]) {
      feed.subscribe('schedules', async (publications) => {
        atWork += 1;
        most = Math.max(most, atWork);
        await sleep(3);
        await collectInto(heard)(publications);
        atWork -= 1;
      });
      feed.start();
    }
    const published = await publishMany(60);
    await expect.poll(() => heard, soon).toEqual(published);
    expect(most).toBe(1);
  });

  it('every replica follows: what is live when it starts, then every publication after that', async () => {
    const heard: VersionId[][] = [[], []];
    const begun: (readonly LiveVersion[])[] = [];
    const workspaceId = 'w1' as WorkspaceId;
    const { db } = database;
    const stored = [];
    for (const deletedAt of [null, new Date()]) {
      const { workflowId, versionId } = await storeVersion(db, workspaceId, {
        ...emptyVersion(),
        versionId: newId('version'),
      });
      await db.workflow.update({ where: { id: workflowId }, data: { publishedVersionId: versionId, deletedAt } });
      stored.push({ workspaceId, workflowId, versionId });
    }
    await publishMany(3);
    for (const mine of heard) {
      const feed = replica();
      feed.follow('registry', { begin: async (live) => void begun.push(live), handle: collectInto(mine) });
      feed.start();
    }
    // Deleted workflows have nothing live, and neither have rows of the log that no workflow agrees with.
    const live = stored.slice(0, 1);
    await expect.poll(() => begun, soon).toEqual([live, live]);
    const published = await publishMany(5);
    await expect.poll(() => heard, soon).toEqual([published, published]);
  });

  it('a subscriber that throws is tried again with the same publications, and holds up nobody else', async () => {
    const heard: VersionId[] = [];
    const others: VersionId[] = [];
    const followed: VersionId[] = [];
    let failures = 0;
    const feed = replica();
    feed.subscribe('failing', async (publications) => {
      if (heard.length === 0 && failures < 3) {
        failures += 1;
        throw new Error('not now');
      }
      await collectInto(heard)(publications);
    });
    feed.subscribe('healthy', collectInto(others));
    const follower = listener(collectInto(followed));
    feed.follow('registry', follower);
    feed.start();
    await follower.begun;
    const published = await publishMany(4);
    await expect.poll(() => [others, followed, heard], soon).toEqual([published, published, published]);
    expect(failures).toBe(3);
    expect(warnings).toHaveLength(3);
  });

  it('a follower that throws is tried again from where it was', async () => {
    const heard: VersionId[] = [];
    let begins = 0;
    let failures = 0;
    const feed = replica();
    feed.follow('registry', {
      begin: async () => {
        begins += 1;
        if (begins === 1) throw new Error('not yet');
      },
      handle: async (publications) => {
        failures += 1;
        if (failures < 3) throw new Error('not now');
        await collectInto(heard)(publications);
      },
    });
    feed.start();
    await expect.poll(() => begins, soon).toBe(2);
    const published = await publishMany(2);
    await expect.poll(() => heard, soon).toEqual(published);
  });

  it('a subscriber that never answers is given up after a time, and another replica takes over', async () => {
    const heard: VersionId[] = [];
    const stuck = replica({ leaseMs: 100 });
    let isStuck = false;
    stuck.subscribe('schedules', async () => {
      isStuck = true;
      await new Promise(() => {});
    });
    stuck.start();
    const published = await publish();
    await expect.poll(() => isStuck, soon).toBe(true);
    const other = replica();
    other.subscribe('schedules', collectInto(heard));
    other.start();
    await expect.poll(() => heard, soon).toEqual([published]);
  });

  it('loses nothing when transactions that took earlier numbers commit later', async () => {
    const heard: number[] = [];
    const durable: number[] = [];
    const seqsInto = (seqs: number[]) => async (publications: readonly Publication[]) => {
      seqs.push(...publications.map(({ seq }) => seq));
    };
    const feed = replica({ pollMs: 1 });
    const follower = listener(seqsInto(heard));
    feed.follow('registry', follower);
    feed.subscribe('schedules', seqsInto(durable));
    feed.start();
    await follower.begun;
    const holds = Array.from({ length: 24 }, (_, n) => (n % 6 === 0 ? 40 : 0));
    const outcomes = await Promise.allSettled(
      holds.map((milliseconds, n) =>
        recordPublished(database.db, async () => {
          await sleep(milliseconds);
          if (n % 5 === 4) throw new Error('rolled back');
        }),
      ),
    );
    expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(4);
    const rows = await database.db.publication.findMany({ orderBy: { seq: 'asc' } });
    expect(rows).toHaveLength(20);
    const expected = rows.map(({ seq }) => Number(seq));
    await expect.poll(() => [heard, durable], soon).toEqual([expected, expected]);
  });

  it('is woken by Postgres, long before it would look by itself', async () => {
    const heard: VersionId[] = [];
    const errors: Error[] = [];
    let connected = () => {};
    const isListening = new Promise<void>((resolve) => {
      connected = resolve;
    });
    const feed = replica({
      pollMs: 3_600_000,
      listen: (wake) =>
        listen({
          url: database.url,
          channel: PUBLICATION_CHANNEL,
          onNotify: () => {
            connected();
            wake();
          },
          onError: (error) => void errors.push(error),
        }),
    });
    feed.subscribe('schedules', collectInto(heard));
    feed.start();
    await isListening;
    const one = await publish();
    await expect.poll(() => heard, soon).toEqual([one]);
    // The connection is cut; what is published meanwhile is read after the next connect.
    await database.db.$executeRaw`
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND query LIKE 'LISTEN%'`;
    const two = await publish();
    await expect.poll(() => heard, soon).toEqual([one, two]);
    expect(errors.length).toBeGreaterThan(0);
  });
});
