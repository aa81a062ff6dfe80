import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestDatabase, testDatabase } from '@muster/prisma/testing';
import { type App, createApp } from '../composition/app';
import { type Config, readConfig } from '../config/config';
import { createLogger } from '../log/logger';
import { createTestClient, type TestClient } from './test-client';

/** The whole server, as it starts for real, on a database and a port of its own. */
export interface TestServer extends TestClient {
  app: App;
  config: Config;
  database: TestDatabase;
  /** Everything logged so far, one JSON line an entry. */
  logs(): string;
  /** Stops it in order and removes what it kept. */
  stop(): Promise<void>;
}

export interface TestServerOptions {
  /** Environment over that of a server with nothing configured. */
  env?: Record<string, string>;
  /** A database to use, and to leave in place; absent: a fresh one. */
  database?: TestDatabase;
}

/** Starts everything with the offline model (which does not pause between words) unless `env` says otherwise. */
export async function startTestServer({ env = {}, database: given }: TestServerOptions = {}): Promise<TestServer> {
  const folder = await mkdtemp(join(tmpdir(), 'muster-server-'));
  const database = given ?? (await testDatabase());
  const defaults = { API_PORT: '0', API_HOST: '127.0.0.1', MUSTER_DATA: folder, MUSTER_OFFLINE_DELAY_MS: '0' };
  const config = readConfig({ ...defaults, ...env });
  let lines = '';
  const destination = {
    write(line: string) {
      lines += line;
    },
  };
  const log = createLogger({ level: config.logLevel, destination });
  const app = await createApp({ config, log, databaseUrl: database.url });
  const url = await app.start();
  return {
    ...createTestClient(url, config.publicUrl),
    app,
    config,
    database,
    logs: () => lines,
    async stop() {
      await app.stop();
      if (!given) await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
