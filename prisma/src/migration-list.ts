import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MigrationList } from '@prisma/schema-engine-wasm';
import { migrationsPath } from './paths';

/** One migration as it lies on disk. */
export interface Migration {
  name: string;
  sql: string;
  /** SHA-256 of the file, as Prisma notes it in `_prisma_migrations`. */
  checksum: string;
}

/** The migrations of a folder in the order they apply. */
export async function readMigrations(folder: string = migrationsPath): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(join(folder, name, 'migration.sql'), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

/** The same migrations as the engine wants them. */
export async function readMigrationList(folder: string = migrationsPath): Promise<MigrationList> {
  const migrations = await readMigrations(folder);
  const content = await readFile(join(folder, 'migration_lock.toml'), 'utf8').catch(() => null);
  return {
    baseDir: folder,
    lockfile: { path: 'migration_lock.toml', content },
    shadowDbInitScript: '',
    migrationDirectories: migrations.map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
    })),
  };
}
