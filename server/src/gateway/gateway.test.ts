import { afterEach, describe, expect, it } from 'vitest';
import { Secret } from '../config/secret';
import { smallSchema } from './testing/small-schema';
import { startTestGateway, type TestGateway } from './testing/test-gateway';

let server: TestGateway;
afterEach(() => server.stop());
const get = (path: string) => fetch(`${server.url}${path}`);

describe('health', () => {
  it('lives, and is ready when everything it needs answers', async () => {
    server = await startTestGateway(smallSchema(), { readiness: { database: async () => true } });
    expect(await (await get('/healthz')).json()).toEqual({ status: 'ok' });
    const ready = await get('/readyz');
    expect([ready.status, await ready.json()]).toEqual([200, { status: 'ready', checks: { database: 'ok' } }]);
  });

  it('names what fails, also what never answers', async () => {
    server = await startTestGateway(smallSchema(), {
      readiness: {
        database: () => Promise.reject(new Error('password=hunter2')),
        engine: () => new Promise(() => undefined),
        migrations: async () => true,
      },
    });
    const ready = await get('/readyz');
    expect([ready.status, await ready.json()]).toEqual([
      503,
      { status: 'not ready', checks: { database: 'failing', engine: 'failing', migrations: 'ok' } },
    ]);
  });
});

it('sends headers that keep its answers data', async () => {
  server = await startTestGateway(smallSchema());
  const { headers } = await get('/healthz');
  expect(Object.fromEntries(headers)).toMatchObject({
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'content-security-policy': expect.stringContaining("default-src 'none'"),
    'x-request-id': expect.stringMatching(/^req_/),
  });
  expect(headers.get('strict-transport-security')).toBeNull();
});

it('sets secure cookies and HSTS when people come by https', async () => {
  server = await startTestGateway(smallSchema(), { env: { MUSTER_URL: 'https://muster.example.com' } });
  const body = { name: 'A', email: 'a@example.com', password: 'long enough 1' };
  const { headers } = await server.post('/api/auth/sign-up/email', body, { origin: 'https://muster.example.com' });
  expect(headers.getSetCookie()[0]).toMatch(/^__Secure-.*Secure/);
  expect(headers.get('strict-transport-security')).toMatch(/max-age/);
});

describe('rate limits', () => {
  it('count operations by caller, over HTTP and WebSockets together, and say when to come back', async () => {
    server = await startTestGateway(smallSchema(), { env: { MUSTER_RATE_API: '5' } });
    const [ada, grace] = [await server.signUp(), await server.signUp()];
    const key = await server.apiKey(ada);
    for (let count = 0; count < 4; count++)
      expect((await server.gql('{ thing { id } }', { as: key })).status).toBe(200);
    const socket = server.socket(key);
    const ask = async () => {
      const answers: unknown[] = [];
      try {
        for await (const answer of socket.iterate({ query: '{ thing { id } }' })) answers.push(answer);
      } catch (error) {
        answers.push(error);
      }
      return JSON.stringify(answers);
    };
    expect(await ask()).toContain('t1');
    expect(await ask()).toContain('RATE_LIMITED');
    await socket.dispose();
    const limited = await server.gql('{ thing { id } }', { as: key });
    expect([limited.status, limited.body.errors[0].extensions.code]).toEqual([429, 'RATE_LIMITED']);
    expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await server.gql('{ thing { id } }', { as: grace })).status).toBe(200);
  });

  it('bound what one address does under /api/auth, and leave reading alone', async () => {
    server = await startTestGateway(smallSchema(), { env: { MUSTER_RATE_AUTH: '3' } });
    for (let count = 0; count < 3; count++) await server.signUp();
    await expect(server.signUp()).rejects.toThrow(/429/);
    expect((await get('/api/auth/get-session')).status).toBe(200);
  });

  it('bound how often one address tries keys', async () => {
    server = await startTestGateway(smallSchema());
    const statuses = new Set<number>();
    for (let count = 0; count < 125; count++)
      statuses.add(
        (await server.gql('{ thing { id } }', { headers: { authorization: `Bearer mus_${'w'.repeat(20)}` } })).status,
      );
    expect(statuses).toEqual(new Set([401, 429]));
  });
});

it('S1 no planted secret reaches the log, wherever in a request it stands', async () => {
  server = await startTestGateway(smallSchema(), { env: { MUSTER_SECRET: 'canary-of-the-environment-0123456789' } });
  const canary = (name: string) => new Secret(`canary-${name}-0123456789`).reveal();
  const person = await server.signUp({ password: 'canary-password-0123456789' });
  await server.signIn(person.email, 'canary-wrong-0123456789');
  const key = await server.apiKey(person);
  await server.gql('{ fail(how: "defect") }', {
    as: key,
    headers: { 'x-custom': canary('header'), cookie: `better-auth.session_token=${canary('cookie')}` },
  });
  await server.gql(`{ fail(how: "${canary('literal')}") }`, {
    headers: { authorization: `Bearer ${canary('bearer')}` },
  });
  await get(`/graphql?query=${encodeURIComponent(`{ echo(value: "${canary('url')}") }`)}`);
  await get(`/api/auth/reset-password/${canary('path')}?token=${canary('token')}`);
  await server.post('/api/auth/sign-in/email', `{"email":"${canary('broken')}`);
  expect(server.logs().split('\n').length).toBeGreaterThan(8);
  expect(server.logs()).not.toMatch(/canary|hunter2/);
  expect(server.logs()).not.toContain(key.secret);
  expect(server.logs()).not.toContain(decodeURIComponent(person.cookie.split('=')[1] ?? 'none'));
});

it('lets other ways in be mounted beside its own', async () => {
  server = await startTestGateway(smallSchema(), {
    mounts: [(app) => void app.get('/mounted', async () => ({ mounted: true }))],
  });
  expect(await (await get('/mounted')).json()).toEqual({ mounted: true });
});
