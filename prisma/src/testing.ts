import { randomUUID } from 'node:crypto';
import { get } from 'node:http';
import { Client } from 'pg';
import { inject } from 'vitest';
import { createDatabase, type Database } from './index';
import type {} from './test-support/global-setup';
import type { TestPostgres } from './test-support/server';

/** A migrated database of a test's own. */
export interface TestDatabase {
  url: string;
  db: Database;
  /** Closes `db` and removes the database, whoever is still connected. */
  drop(): Promise<void>;
}

/** Makes a fresh, empty, migrated database: a copy of the run's template, in about 50 ms. */
export async function testDatabase(): Promise<TestDatabase> {
  const postgres = await askForPostgres(inject('testPostgresAddress'));
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await asAdmin(postgres, `create database ${name} template ${postgres.template} owner muster`);
  const url = postgres.url.replace(/\/[^/]*$/, `/${name}`);
  const db = createDatabase(url);
  return {
    url,
    db,
    async drop() {
      await db.$disconnect();
      await asAdmin(postgres, `drop database if exists ${name} with (force)`);
    },
  };
}

// Node's own client and not `fetch`, which a test may have replaced.
function askForPostgres(address: string): Promise<TestPostgres> {
  return new Promise((resolve, reject) => {
    get(address, { agent: false }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        body += chunk;
      });
      response.on('end', () => {
        if (response.statusCode === 200) resolve(JSON.parse(body) as TestPostgres);
        else reject(new Error(`The test database did not start: ${body}`));
      });
    }).on('error', reject);
  });
}

async function asAdmin(postgres: TestPostgres, sql: string): Promise<void> {
  const client = new Client({ connectionString: postgres.adminUrl });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
