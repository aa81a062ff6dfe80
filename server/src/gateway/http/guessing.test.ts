import { request } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { TestPerson } from '../../testing/test-client';
import { smallSchema } from '../testing/small-schema';
import { startTestGateway, type TestGateway } from '../testing/test-gateway';

let server: TestGateway;
let owner: TestPerson;
beforeAll(async () => {
  server = await startTestGateway(smallSchema(), { env: { MUSTER_RATE_SIGN_IN: '3', MUSTER_RATE_AUTH: '5000' } });
});
/** Guesses are counted by account, so every test has one of its own. */
const ownAccount = () =>
  beforeEach(async () => {
    owner = await server.signUp();
  });
afterAll(() => server.stop());

/** A request whose path is sent as it is written: `fetch` would clean it up. */
function post(path: string, body: object, headers: Record<string, string> = {}) {
  const { hostname, port } = new URL(server.url);
  const options = { hostname, port, path, method: 'POST', agent: false };
  const all = { 'content-type': 'application/json', origin: server.config.publicUrl, ...headers };
  return new Promise<{ status: number; cookie: string; body: string }>((resolve, reject) => {
    const sent = request({ ...options, headers: all }, async (answer) => {
      let text = '';
      for await (const chunk of answer) text += chunk;
      const cookie = (answer.headers['set-cookie'] ?? []).map((one) => one.split(';')[0]).join('; ');
      resolve({ status: answer.statusCode ?? 0, cookie, body: text });
    });
    sent.on('error', reject);
    sent.end(JSON.stringify(body));
  });
}
const from = (address: string, cookie = '') => ({ 'x-forwarded-for': address, ...(cookie ? { cookie } : {}) });
const guess = (headers: Record<string, string>, password = 'a wrong guess', email = owner.email) =>
  post('/api/auth/sign-in/email', { email, password }, headers);
/** Guesses until it is refused; at most as often as told. */
async function guessUntilRefused(headers: Record<string, string>, most = 6): Promise<number[]> {
  const statuses: number[] = [];
  for (let time = 0; time < most; time++) statuses.push((await guess(headers)).status);
  return statuses;
}
/** The cookie that says that this browser has signed in to the account before, without the session. */
async function knownDevice(address: string, person = owner): Promise<string> {
  const { cookie, status } = await guess(from(address), person.password, person.email);
  expect(status).toBe(200);
  const device = cookie.split('; ').find((one) => one.startsWith('muster.device='));
  expect(device).toBeDefined();
  return device ?? '';
}

describe('A9 another spelling of the sign-in address', () => {
  beforeAll(async () => {
    owner = await server.signUp();
  });

  it.each([
    '/api/auth/./sign-in/email',
    '/api/auth/x/../sign-in/email',
    '/api/auth/%2e/sign-in/email',
    '/api/auth/x/%2E%2e/sign-in/email',
    '/api/auth/x/.%2e/sign-in/email',
    '/x/../api/auth/sign-in/email',
    '//api/auth/sign-in/email',
    '/api/auth//sign-in/email',
    '/api/auth\\sign-in\\email',
    '/api/auth/x\\..\\sign-in/email',
    '/api/auth/x/%5c../sign-in/email',
    'http://elsewhere.example/api/auth/./sign-in/email',
  ])('%s is refused, with the right password too', async (path) => {
    const { status, body, cookie } = await post(path, { email: owner.email, password: owner.password });
    expect([status, body, cookie]).toEqual([400, expect.stringContaining('INVALID_INPUT'), '']);
  });

  it.each(['?x=1', '#x', '?/../', '/', '%20', ';x=1'])('with %s behind it goes round no limit', async (tail) => {
    const statuses = new Set<number>();
    for (let time = 0; time < 5; time++)
      statuses.add((await post(`/api/auth/sign-in/email${tail}`, { email: owner.email, password: 'wrong' })).status);
    expect(statuses.has(401) && !statuses.has(429)).toBe(false);
  });

  it('leaves ordinary addresses alone', async () => {
    expect((await post('/graphql?query=../..//\\', { query: '{ thing { id } }' })).status).toBe(200);
    expect((await guess(from('203.0.113.1'), owner.password)).status).toBe(200);
  });
});

describe('A9 guesses at a password', () => {
  ownAccount();

  it('are limited for one address and account, whatever case the account is written in', async () => {
    const statuses = await guessUntilRefused(from('203.0.113.1'));
    expect(statuses).toEqual([401, 401, 401, 429, 429, 429]);
    expect((await guess(from('203.0.113.1'), owner.password, owner.email.toUpperCase())).status).toBe(429);
  });

  it('count on every route that tries one', async () => {
    const tries = Object.values(server.auth.signIn.api as unknown as Record<string, Endpoint>).filter((endpoint) =>
      ['password', 'currentPassword'].some((field) => field in (endpoint.options?.body?.shape ?? {})),
    );
    const paths = tries.map(({ path }) => path).sort();
    expect(paths).toEqual(['/change-password', '/delete-user', '/sign-in/email', '/verify-password']);
    for (const path of paths) {
      const person = await server.signUp();
      const body = { email: person.email, password: 'wrong', currentPassword: 'wrong', newPassword: 'long enough 2' };
      const statuses: number[] = [];
      for (let time = 0; time < 5; time++)
        statuses.push((await post(`/api/auth${path}`, body, from('203.0.113.1', person.cookie))).status);
      expect(statuses.slice(0, 3), path).not.toContain(429);
      expect(statuses.slice(3), path).toEqual([429, 429]);
    }
  });

  it('no longer count after the right one', async () => {
    for (let round = 0; round < 2; round++) {
      expect([(await guess(from('203.0.113.1'))).status, (await guess(from('203.0.113.1'))).status]).toEqual([
        401, 401,
      ]);
      expect((await guess(from('203.0.113.1'), owner.password)).status).toBe(200);
    }
  });
});

interface Endpoint {
  path: string;
  options?: { body?: { shape?: object } };
}

describe('A9 a stranger cannot lock the owner out', () => {
  ownAccount();

  it('from other addresses: the owner signs in from a new browser, and at once from a known one', async () => {
    const device = await knownDevice('198.51.100.1');
    for (let address = 1; address <= 2; address++) await guessUntilRefused(from(`203.0.113.${address}`), 4);
    expect((await guess(from('198.51.100.2'), owner.password)).status).toBe(200);
    // Many at once: strangers wait in line, and the line is short.
    const many = Array.from({ length: 12 }, (_, index) => guess(from(`192.0.2.${index}`)));
    const strangers = Promise.all(many).then((answers) => new Set(answers.map(({ status }) => status)));
    expect((await guess(from('198.51.100.3', device), owner.password)).status).toBe(200);
    expect(await strangers).toEqual(new Set([401, 429]));
  });

  it('from the same address: the owner signs in from a known browser', async () => {
    const device = await knownDevice('203.0.113.1');
    expect(await guessUntilRefused(from('203.0.113.1'))).toContain(429);
    expect((await guess(from('203.0.113.1', device), owner.password)).status).toBe(200);
  });

  it('nor guess more with a known browser than without', async () => {
    const device = await knownDevice('203.0.113.1');
    expect(await guessUntilRefused(from('203.0.113.1', device))).toEqual([401, 401, 401, 429, 429, 429]);
    expect((await guess(from('203.0.113.9', device), owner.password)).status).toBe(429);
  });

  it('nor make a browser known by its own account, by forgery, or by another cookie', async () => {
    const stranger = await server.signUp();
    const foreign = await knownDevice('198.51.100.1', stranger);
    const own = await knownDevice('198.51.100.2');
    const parts = own.split('.');
    await guessUntilRefused(from('203.0.113.1'));
    const forged = [
      foreign,
      `${own}x`,
      own.replace(/.$/, ''),
      parts.slice(0, -1).join('.'),
      'muster.device=',
      'muster.device=a.b.c.d',
    ];
    for (const cookie of forged)
      expect((await guess(from('203.0.113.1', cookie), owner.password)).status, cookie).toBe(429);
    expect((await guess(from('203.0.113.1', own), owner.password)).status).toBe(200);
  });

  it('gives the cookie to the browser only, for signing in only', async () => {
    const { headers } = await server.signIn(owner.email, owner.password);
    const cookie = headers.getSetCookie().find((one) => one.startsWith('muster.device='));
    expect(cookie).toMatch(/; HttpOnly/);
    expect(cookie).toMatch(/; SameSite=Lax/);
    expect(cookie).toMatch(/; Path=\/api\/auth(;|$)/);
    expect(cookie).not.toContain(owner.email);
  });
});
