import { Client } from 'pg';
import { readMigrationList } from './migration-list';
import { migrationsPath } from './paths';
import { noFilters, withSchemaEngine } from './schema-engine';

/** The database cannot be brought to this version's tables; the message says why and what to do. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}

/** Any number, the same in every process: only one migrates at a time. */
const lockKey = 7_236_411_905;

/**
 * Applies the migrations the database has not seen yet, in order. Safe to call from several processes at once and at
 * every start. Bookkeeping is Prisma's own `_prisma_migrations`.
 * @returns the names of those applied now
 * @throws MigrationError when the history differs from the folder, or a migration fails
 */
export async function migrate(url: string, folder: string = migrationsPath): Promise<string[]> {
  const lock = new Client({ connectionString: url });
  await lock.connect();
  try {
    await lock.query('select pg_advisory_lock($1)', [lockKey]);
    return await applyPending(url, folder);
  } finally {
    // Ending the session releases the lock.
    await lock.end();
  }
}

async function applyPending(url: string, folder: string): Promise<string[]> {
  const migrationsList = await readMigrationList(folder);
  return withSchemaEngine(url, async (engine) => {
    const found = await engine.diagnoseMigrationHistory({
      migrationsList,
      optInToShadowDatabase: false,
      filters: noFilters,
    });
    if (found.editedMigrationNames.length > 0) {
      throw new MigrationError(
        `Applied migrations were edited afterwards: ${found.editedMigrationNames.join(', ')}. Restore them and add a new one.`,
      );
    }
    if (found.history !== null && 'unpersistedMigrationNames' in found.history) {
      throw new MigrationError(
        `The database has migrations this version does not know: ${found.history.unpersistedMigrationNames.join(', ')}. ` +
          'It was used by a newer version; start that one.',
      );
    }
    for (const migrationName of found.failedMigrationNames) {
      // Postgres runs a migration as one transaction: what failed or was killed half-way left nothing behind.
      await engine.markMigrationRolledBack({ migrationName });
    }
    try {
      return (await engine.applyMigrations({ migrationsList, filters: noFilters })).appliedMigrationNames;
    } catch (error) {
      throw new MigrationError(`A migration failed: ${error instanceof Error ? error.message : String(error)}`);
    }
  });
}
