import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { migrate } from './migrate';
import { migrationsPath } from './paths';
import { type TestDatabase, testDatabase } from './testing';

/** Migrations that change existing rows: a database of before, its rows, and what they are afterwards. */
let database: TestDatabase;
let folder: string;
let client: Client;

beforeEach(async () => {
  database = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'muster-carry-over-'));
  client = new Client({ connectionString: database.url });
  await client.connect();
});
afterEach(async () => {
  await client.end();
  await database.drop();
  await rm(folder, { recursive: true });
});

/** Brings an empty database to where it was before this migration. */
async function migrateToBefore(name: string): Promise<void> {
  await client.query('drop schema public cascade; create schema public');
  const all = (await readdir(migrationsPath)).sort();
  expect(all).toContain(name);
  for (const each of all.filter((entry) => entry < name))
    await cp(join(migrationsPath, each), join(folder, each), { recursive: true });
  await migrate(database.url, folder);
}

test('runs get the actor and the trigger they were started by', async () => {
  await migrateToBefore('20261126101500_run_trigger_and_actor');
  const node = (id: string, kind: string) => ({ id, operation: { kind } });
  const plans = {
    one: { nodes: [node('start', 'trigger'), node('end', 'run')] },
    two: { nodes: [node('a', 'trigger'), node('b', 'trigger')] },
    squad: { nodes: [node('ada', 'member')] },
    odd: {},
  };
  await client.query(`insert into "User" (id, name, email) values ('u1', 'Ada', 'ada@example.com')`);
  await client.query(`insert into "Workflow" (id, "workspaceId", name, slug, kind, draft, "updatedAt")
    values ('w', 'space', 'W', 'w', 'PIPELINE', '{}', now())`);
  for (const [index, [id, plan]] of Object.entries(plans).entries())
    await client.query(
      `insert into "Version" (id, "workspaceId", "workflowId", number, hash, graph, plan, functions, report)
       values ($1, 'space', 'w', $2, $1, '{}', $3, '[]', '{}')`,
      [id, index + 1, JSON.stringify(plan)],
    );
  const runs: [id: string, versionId: string, startedBy: string | null][] = [
    ['r1', 'one', 'u1'],
    ['r2', 'two', 'gone'],
    ['r3', 'squad', null],
    ['r4', 'odd', 'u1'],
  ];
  for (const run of runs)
    await client.query(
      `insert into "Run" (id, "workspaceId", "workflowId", "versionId", input, "startedBy") values ($1, 'space', 'w', $2, '{}', $3)`,
      run,
    );
  await migrate(database.url);
  const { rows } = await client.query('select id, "triggerNodeId", "startedBy" from "Run" order by id');
  const ada = { kind: 'USER', id: 'u1', label: 'Ada' };
  expect(rows).toEqual([
    { id: 'r1', triggerNodeId: 'start', startedBy: ada },
    { id: 'r2', triggerNodeId: null, startedBy: { kind: 'USER', id: 'gone', label: 'Deleted user' } },
    { id: 'r3', triggerNodeId: null, startedBy: { kind: 'SYSTEM', id: null, label: 'Muster' } },
    { id: 'r4', triggerNodeId: null, startedBy: ada },
  ]);
});

test('the log of publications begins with the versions that are live, in the order they were published', async () => {
  await migrateToBefore('20261126102000_publications');
  const workflows: [id: string, deletedAt: string | null, live: string | null][] = [
    ['w1', null, 'v3'],
    ['w2', null, 'v2'],
    ['w3', '2026-01-05', 'v4'],
    ['w4', null, null],
  ];
  for (const [id, deletedAt] of workflows)
    await client.query(
      `insert into "Workflow" (id, "workspaceId", name, slug, kind, draft, "updatedAt", "deletedAt")
       values ($1, 'space', 'W', $1, 'PIPELINE', '{}', now(), $2)`,
      [id, deletedAt],
    );
  const versions: [id: string, workflowId: string, number: number, publishedAt: string][] = [
    ['v1', 'w1', 1, '2026-01-01'],
    ['v2', 'w2', 1, '2026-01-02'],
    ['v3', 'w1', 2, '2026-01-03'],
    ['v4', 'w3', 1, '2026-01-04'],
    ['v5', 'w4', 1, '2026-01-05'],
  ];
  for (const version of versions)
    await client.query(
      `insert into "Version" (id, "workspaceId", "workflowId", number, hash, graph, plan, functions, report, "publishedAt")
       values ($1, 'space', $2, $3, $1, '{}', '{}', '[]', '{}', $4)`,
      version,
    );
  for (const [id, , live] of workflows)
    await client.query('update "Workflow" set "publishedVersionId" = $2 where id = $1', [id, live]);
  await migrate(database.url);
  const { rows } = await client.query(
    'select kind, "workspaceId", "workflowId", "versionId", "replacedVersionId" from "Publication" order by seq',
  );
  const entry = { kind: 'PUBLISHED', workspaceId: 'space', replacedVersionId: null };
  expect(rows).toEqual([
    { ...entry, workflowId: 'w2', versionId: 'v2' },
    { ...entry, workflowId: 'w1', versionId: 'v3' },
  ]);
});
