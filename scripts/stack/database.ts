import { relative } from 'node:path';
import type { Settings } from './settings';

/** The database the stack runs on. */
export interface StackDatabase {
  url: string;
  /** Resolves when an embedded Postgres ends without being asked to; never for one elsewhere. */
  lost: Promise<void>;
  stop(): Promise<void>;
}

/**
 * Brings up the embedded Postgres unless DATABASE_URL names another, and applies migrations.
 * Imported late, so that a missing generated client is made before it is needed.
 */
export async function openDatabase(settings: Settings, say: (line: string) => void): Promise<StackDatabase> {
  const { migrate } = await import('@muster/prisma/migrate');
  if (settings.databaseUrl !== null) {
    report(await migrate(settings.databaseUrl), say);
    return { url: settings.databaseUrl, lost: new Promise(() => undefined), stop: async () => undefined };
  }
  const { startEmbeddedPostgres } = await import('@muster/prisma/embedded');
  const postgres = await startEmbeddedPostgres({ dataFolder: settings.dataFolder });
  const where = postgres.notice ?? `data in ${relative('.', settings.dataFolder) || '.'}`;
  say(
    `Postgres ${postgres.reused ? 'was running and is used again' : 'is running'} on port ${postgres.port}; ${where}`,
  );
  try {
    report(await migrate(postgres.url), say);
  } catch (error) {
    await postgres.stop();
    throw error;
  }
  return postgres;
}

function report(applied: readonly string[], say: (line: string) => void): void {
  if (applied.length > 0) say(`Migrations applied: ${applied.join(', ')}`);
}
