import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { schemaDrift } from './drift';
import { migrate } from './migrate';
import { readMigrations } from './migration-list';
import { migrationsPath } from './paths';
import { withSchemaEngine } from './schema-engine';
import { type TestDatabase, testDatabase } from './testing';

let database: TestDatabase;
let folder: string;

beforeEach(async () => {
  database = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'muster-migrations-'));
  await cp(migrationsPath, folder, { recursive: true });
});
afterEach(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});

async function add(name: string, sql: string): Promise<void> {
  await mkdir(join(folder, name), { recursive: true });
  await writeFile(join(folder, name, 'migration.sql'), sql);
}

async function query(sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

test('a new migration is applied once, also when two processes start at the same time', async () => {
  await add('29990101000000_more', 'create table more (id int); insert into more values (1);');
  const applied = await Promise.all([migrate(database.url, folder), migrate(database.url, folder)]);
  expect(applied.flat()).toEqual(['29990101000000_more']);
  expect(await migrate(database.url, folder)).toEqual([]);
  expect(await query('select id from more')).toEqual([{ id: 1 }]);
});

test('a migration that fails leaves nothing behind and is tried again when it was put right', async () => {
  const name = '29990101000000_broken';
  await add(name, 'create table half (id int); insert into nowhere values (1);');
  await expect(migrate(database.url, folder)).rejects.toThrow(/29990101000000_broken failed and changed nothing/);
  expect(await query(`select to_regclass('half') as half`)).toEqual([{ half: null }]);
  await add(name, 'create table half (id int);');
  expect(await migrate(database.url, folder)).toEqual([name]);
});

test('a migration edited after it was applied is refused', async () => {
  const first = (await readMigrations(folder))[0]?.name ?? '';
  await add(first, '-- something else');
  await expect(migrate(database.url, folder)).rejects.toThrow(/were edited afterwards/);
});

test('D3: a database of a newer version is refused', async () => {
  await add('29990101000000_newer', 'create table newer (id int);');
  await migrate(database.url, folder);
  await expect(migrate(database.url)).rejects.toThrow(/A newer version used it/);
});

test('the migrations lead to schema.prisma', async () => {
  expect(await schemaDrift(database.url)).toBeNull();
});

test('a table that only the migrations know is drift', async () => {
  await add('29990101000000_extra', 'create table extra (id int primary key);');
  expect(await schemaDrift(database.url, folder)).toContain('DROP TABLE "extra"');
});

test("Prisma's own engine agrees with the bookkeeping", async () => {
  const migrations = await readMigrations(migrationsPath);
  const found = await withSchemaEngine(database.url, (engine) =>
    engine.diagnoseMigrationHistory({
      migrationsList: {
        baseDir: migrationsPath,
        lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"' },
        shadowDbInitScript: '',
        migrationDirectories: migrations.map(({ name, sql }) => ({
          path: name,
          migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
        })),
      },
      optInToShadowDatabase: false,
      filters: { externalTables: [], externalEnums: [] },
    }),
  );
  expect(found).toEqual({
    editedMigrationNames: [],
    failedMigrationNames: [],
    hasMigrationsTable: true,
    history: null,
  });
});
