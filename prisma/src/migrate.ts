import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { type Migration, readMigrations } from './migration-list';
import { migrationsPath } from './paths';

/** The database cannot be brought to this version's tables; the message says why and what to do. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}

/** Any number, the same in every process: only one migrates at a time. */
const lockKey = 7_236_411_905;

/** Prisma's own table of what was applied, so that its tools go on working on the same database. */
const bookkeeping = `create table if not exists _prisma_migrations (
  id varchar(36) primary key not null,
  checksum varchar(64) not null,
  finished_at timestamptz,
  migration_name varchar(255) not null,
  logs text,
  rolled_back_at timestamptz,
  started_at timestamptz not null default now(),
  applied_steps_count integer not null default 0
)`;

/**
 * Applies the migrations the database has not seen yet, in order, each with its bookkeeping in one transaction: a
 * start killed at any moment leaves no half. Safe to call from several processes at once and at every start.
 * @returns the names of those applied now
 * @throws MigrationError when the history differs from the folder, or a migration fails
 */
export async function migrate(url: string, folder: string = migrationsPath): Promise<string[]> {
  const migrations = await readMigrations(folder);
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [lockKey]);
    const applied = await readApplied(client);
    compareHistories(migrations, applied);
    const pending = migrations.filter(({ name }) => !applied.has(name));
    for (const migration of pending) await apply(client, migration);
    return pending.map(({ name }) => name);
  } finally {
    // Ending the session releases the lock.
    await client.end();
  }
}

/** Name → checksum of what was applied. */
async function readApplied(client: Client): Promise<Map<string, string>> {
  await client.query(bookkeeping);
  const { rows } = await client.query<{ name: string; checksum: string }>(
    `select migration_name as name, checksum from _prisma_migrations
     where finished_at is not null and rolled_back_at is null`,
  );
  return new Map(rows.map(({ name, checksum }) => [name, checksum]));
}

function compareHistories(migrations: readonly Migration[], applied: ReadonlyMap<string, string>): void {
  const known = new Set(migrations.map(({ name }) => name));
  const unknown = [...applied.keys()].filter((name) => !known.has(name));
  if (unknown.length > 0) {
    throw new MigrationError(
      `The database has migrations this version does not know: ${unknown.join(', ')}. ` +
        'A newer version used it; start that one.',
    );
  }
  const edited = migrations.filter(({ name, checksum }) => applied.has(name) && applied.get(name) !== checksum);
  if (edited.length > 0) {
    throw new MigrationError(
      `Applied migrations were edited afterwards: ${edited.map(({ name }) => name).join(', ')}. ` +
        'Restore them and add a new one.',
    );
  }
}

async function apply(client: Client, migration: Migration): Promise<void> {
  await client.query('begin');
  try {
    await client.query(migration.sql);
    await client.query(
      `insert into _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
       values ($1, $2, $3, clock_timestamp(), 1)`,
      [randomUUID(), migration.checksum, migration.name],
    );
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw new MigrationError(
      `Migration ${migration.name} failed and changed nothing: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
