import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
    expect(body.data.system.engine).toBe('inngest');
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
