import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Client } from 'pg';
import type { EmbeddedPostgres } from '../embedded';
import { migrate } from '../migrate';
import { startScratchPostgres } from '../scratch';
import { sweepAbandoned } from './sweep';

/** What a test process needs to make databases of its own. */
export interface TestPostgres {
  adminUrl: string;
  /** The application's URL; its database name is replaced by that of each test database. */
  url: string;
  /** The migrated database new ones are copied from. */
  template: string;
}

/**
 * Serves one Postgres to all processes of a test run, started when the first asks: tests without a database pay
 * nothing. Answers GET with a {@link TestPostgres} in JSON.
 */
export async function serveTestPostgres(): Promise<{ address: string; close(): Promise<void> }> {
  let running: Promise<{ postgres: EmbeddedPostgres; answer: TestPostgres }> | null = null;
  const server: Server = createServer((_request, response) => {
    running ??= startMigrated();
    running.then(
      ({ answer }) => response.end(JSON.stringify(answer)),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      const started = await running?.catch(() => null);
      await started?.postgres.stop();
    },
  };
}

async function startMigrated(): Promise<{ postgres: EmbeddedPostgres; answer: TestPostgres }> {
  await sweepAbandoned();
  const postgres = await startScratchPostgres();
  try {
    await migrate(postgres.url);
    const template = 'muster_template';
    const admin = new Client({ connectionString: postgres.adminUrl });
    await admin.connect();
    await admin.query(`alter database muster rename to ${template}`);
    await admin.end();
    return { postgres, answer: { adminUrl: postgres.adminUrl, url: postgres.url, template } };
  } catch (error) {
    await postgres.stop();
    throw error;
  }
}
