import { migrate } from '@muster/prisma/migrate';
import type { Config } from '../config/config';
import { registerSecret } from '../config/secret';
import type { Log } from '../log/logger';

/** A migrated database. */
export interface OpenDatabase {
  url: string;
  /** Resolves when an embedded Postgres ends by itself; never for one elsewhere. */
  lost: Promise<void>;
  stop(): Promise<void>;
}

/** The database of `DATABASE_URL`, else the embedded Postgres in the data folder; migrated either way. */
export async function openDatabase(config: Config, log: Log): Promise<OpenDatabase> {
  if (config.databaseUrl) {
    const url = config.databaseUrl.reveal();
    await migrate(url);
    return { url, lost: new Promise(() => undefined), stop: async () => undefined };
  }
  const { startEmbeddedPostgres } = await import('@muster/prisma/embedded');
  const postgres = await startEmbeddedPostgres({ dataFolder: config.dataFolder });
  registerSecret(new URL(postgres.url).password);
  if (postgres.notice) log.warn({}, postgres.notice);
  await migrate(postgres.url);
  return postgres;
}
