import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestDatabase, testDatabase } from '@muster/prisma/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { InngestExecutor } from '../runtime/engines/inngest/testing/executor';
import { startTestServer, type TestServer } from '../testing/test-server';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({
    env: {
      MUSTER_ENGINE: 'inngest',
      // Nobody listens there: the product starts all the same.
      INNGEST_BASE_URL: 'http://127.0.0.1:9',
      INNGEST_EVENT_KEY: 'event-key-canary-0123456789',
      INNGEST_SIGNING_KEY: `signkey-test-${'0123456789abcdef'.repeat(4)}`,
    },
  });
});
afterAll(() => server.stop());

const statusOf = (method: string, body?: string, headers: Record<string, string> = {}) =>
  new Promise<number>((resolve, reject) => {
    const sent = request(
      `${server.url}/api/inngest?fnId=muster-ver_x.main&stepId=step`,
      { method, headers },
      (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });

describe('R1 the Inngest endpoint', () => {
  it('knows GET, POST and PUT only', async () => {
    for (const method of ['PATCH', 'OPTIONS', 'DELETE', 'HEAD'])
      expect([404, 405], method).toContain(await statusOf(method));
  });

  it('refuses calls that are not signed, or signed long ago', async () => {
    const body = JSON.stringify({ event: {}, events: [], steps: {}, ctx: { run_id: 'x', attempt: 0 } });
    const json = { 'content-type': 'application/json' };
    expect(await statusOf('POST', body, json)).toBe(401);
    const stale = { ...json, 'x-inngest-signature': `t=1700000000&s=${'0'.repeat(64)}` };
    expect(await statusOf('POST', body, stale)).toBe(401);
  });

  it('does not keep the server from being ready when Inngest is down', async () => {
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
    const { body } = await server.gql('{ system { engine } }', { as: await server.signUp() });
    expect(body.data.system.engine).toBe('INNGEST');
  });

  it('S1 keeps its keys out of the log', () => {
    expect(server.logs()).not.toMatch(/canary|0123456789abcdef/);
  });
});

it('R1 is not there with the embedded engine', async () => {
  const plain = await startTestServer();
  expect((await fetch(`${plain.url}/api/inngest`)).status).toBe(404);
  await plain.stop();
});

/** The Inngest server has to be told the address before the server has one. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

describe('on an Inngest server, over its protocol', () => {
  const signingKey = `signkey-test-${'fedcba9876543210'.repeat(4)}`;
  let executor: InngestExecutor;
  let baseUrl: string;
  beforeEach(async () => {
    executor = new InngestExecutor({ signingKey, timeScale: 0.01 });
    baseUrl = await executor.listen();
  });
  afterEach(() => executor.close());

  async function startReplica(database?: TestDatabase): Promise<TestServer> {
    const port = String(await freePort());
    return startTestServer({
      ...(database ? { database } : {}),
      env: {
        MUSTER_ENGINE: 'inngest',
        API_PORT: port,
        INNGEST_BASE_URL: baseUrl,
        INNGEST_SERVE_URL: `http://127.0.0.1:${port}/api/inngest`,
        INNGEST_EVENT_KEY: 'an-event-key',
        INNGEST_SIGNING_KEY: signingKey,
        // The same on every replica, so that a session is good on all of them.
        MUSTER_SECRET: 'a-secret-of-both-replicas-0123456789',
      },
    });
  }
  type Session = Awaited<ReturnType<TestServer['signUp']>>;
  const ask = async (on: TestServer, as: Session, query: string, variables: object = {}) =>
    (await on.gql(query, { variables, as })).body.data;
  const soon = { timeout: 25_000, interval: 50 };

  it('runs an example from the click to the result', async () => {
    const started = await startReplica();
    const as = await started.signUp();
    const { workflows } = await ask(started, as, '{ workflows(first: 20) { nodes { id slug } } }');
    const { id: workflowId } = workflows.nodes.find(({ slug }: { slug: string }) => slug === 'fix-a-bug-report');
    const { startRun } = await ask(
      started,
      as,
      'mutation ($input: StartRunInput!) { startRun(input: $input) { run { id } userErrors { code message } } }',
      { input: { workflowId, input: { title: 'The cart crashes', report: 'When the last item is removed.' } } },
    );
    expect(startRun.userErrors).toEqual([]);
    const statusOfRun = async () =>
      (await ask(started, as, 'query ($id: ID!) { run(id: $id) { status } }', { id: startRun.run.id })).run.status;
    await expect.poll(statusOfRun, soon).toBe('SUCCEEDED');
    expect(executor.calls).toBeGreaterThan(5);
    await started.stop();
  });

  it('learns what any replica publishes and takes down, before a run asks for it', async () => {
    const database = await testDatabase();
    const replicas = [await startReplica(database), await startReplica(database)] as const;
    const [first, second] = replicas;
    const as = await first.signUp();
    const { workflows } = await ask(
      first,
      as,
      '{ workflows(first: 20) { nodes { id slug publishedVersion { id } } } }',
    );
    const { id, publishedVersion } = workflows.nodes.find(({ slug }: { slug: string }) => slug === 'fix-a-bug-report');
    const main = `muster-${publishedVersion.id}.main`;
    await expect.poll(() => executor.registered, soon).toContain(main);
    const { deleteWorkflow } = await ask(
      second,
      as,
      'mutation ($id: ID!) { deleteWorkflow(input: { workflowId: $id }) { userErrors { code } } }',
      { id },
    );
    expect(deleteWorkflow.userErrors).toEqual([]);
    await expect.poll(() => executor.registered, soon).not.toContain(main);
    for (const replica of replicas) await replica.stop();
    await database.drop();
  });
});
