import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../testing/test-server';
import { createAuth } from './auth';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

/** The operator's command, beside a server that runs. */
async function command(...words: string[]): Promise<{ stdout: string; stderr: string; code: number }> {
  const env = {
    PATH: process.env.PATH ?? '',
    DATABASE_URL: server.database.url,
    MUSTER_DATA: server.config.dataFolder,
  };
  const args = ['--import', 'tsx', 'server/src/composition/reset-password.cli.ts', ...words];
  try {
    return { ...(await promisify(execFile)(process.execPath, args, { cwd: root, env })), code: 0 };
  } catch (error) {
    return error as { stdout: string; stderr: string; code: number };
  }
}
/** The same, within this process. */
async function tokenFor(email: string): Promise<string> {
  let found = '';
  const { signIn } = createAuth({
    db: server.database.db,
    config: server.config,
    log: { error: () => undefined, warn: () => undefined, debug: () => undefined },
    onWorkspaceCreated: async () => undefined,
    onRevoked: () => undefined,
    isInvited: async () => false,
    deliverResetLink: (_person, link) => {
      found = new URL(link).hash.slice(1);
    },
  });
  await signIn.api.requestPasswordReset({ body: { email } });
  return found;
}

const origin = () => ({ origin: server.config.publicUrl });
const reset = (token: unknown, newPassword: unknown = 'a new long password') =>
  server.post('/api/auth/reset-password', { token, newPassword }, origin());
const me = async (cookie: string) => (await server.gql('{ viewer { email } }', { as: { cookie } })).status;

describe('a new password by a link of the operator', () => {
  it('A8 works once, and ends every session', async () => {
    const ada = await server.signUp();
    const { stdout, code } = await command(ada.email.toUpperCase());
    expect(code).toBe(0);
    expect(stdout).toMatch(/^http:\/\/localhost:3000\/reset-password#[\w-]{24}\n/);
    const token = new URL(stdout.split('\n')[0] ?? '').hash.slice(1);
    expect(await me(ada.cookie)).toBe(200);
    expect((await reset(token)).status).toBe(200);
    expect(await me(ada.cookie)).toBe(401);
    expect((await server.signIn(ada.email, ada.password)).status).toBe(401);
    expect((await server.signIn(ada.email, 'a new long password')).status).toBe(200);
    expect((await reset(token, 'another long password')).status).toBe(400);
    expect((await server.signIn(ada.email, 'a new long password')).status).toBe(200);
  });

  it('A10 takes nothing that was not given out, and no link of before the last new password', async () => {
    const [ada, grace] = [await server.signUp(), await server.signUp()];
    for (const token of [null, '', [], {}, ['x'], { contains: '' }, 7, 'x'.repeat(24), ada.email, '\u0000'])
      expect((await reset(token)).status, JSON.stringify(token)).toBe(400);
    const [first, second] = [await tokenFor(ada.email), await tokenFor(ada.email)];
    expect((await reset([first])).status).toBe(400);
    expect((await reset({ token: first })).status).toBe(400);
    // A link is for the one it was made for, whoever else is named.
    const body = { token: second, newPassword: 'a new long password', email: grace.email, userId: 'x' };
    expect((await server.post('/api/auth/reset-password', body, { ...origin(), cookie: grace.cookie })).status).toBe(
      200,
    );
    expect((await server.signIn(grace.email, grace.password)).status).toBe(200);
    expect((await server.signIn(ada.email, 'a new long password')).status).toBe(200);
    expect((await reset(first)).status).toBe(400);
  });

  it('A10 is over after an hour', async () => {
    const ada = await server.signUp();
    const token = await tokenFor(ada.email);
    const [link] = await server.database.db.verification.findMany({ orderBy: { createdAt: 'desc' }, take: 1 });
    expect(Math.abs((link?.expiresAt.getTime() ?? 0) - Date.now() - 3_600_000)).toBeLessThan(60_000);
    await server.database.db.verification.updateMany({ data: { expiresAt: new Date(Date.now() - 1000) } });
    expect((await reset(token)).status).toBe(400);
    expect((await server.signIn(ada.email, ada.password)).status).toBe(200);
  });

  it('S1 S6 keeps the token out of the database and the log', async () => {
    const ada = await server.signUp();
    const token = await tokenFor(ada.email);
    expect(JSON.stringify(await server.database.db.verification.findMany())).not.toContain(token);
    await fetch(`${server.url}/api/auth/reset-password/${token}?callbackURL=%2F`);
    await reset(token);
    expect(server.logs()).not.toContain(token);
  });

  it('says what is wrong with the command, and takes no password that is too short', async () => {
    const unknown = await command('nobody@example.com');
    expect([unknown.code, unknown.stdout]).toEqual([1, '']);
    expect(unknown.stderr).toContain('Nobody has an account with the address nobody@example.com.');
    expect((await command()).stderr).toContain('npm run reset-password -- ada@example.com');
    const ada = await server.signUp();
    const token = await tokenFor(ada.email);
    expect((await reset(token, 'short')).status).toBe(400);
    expect((await reset(token, ['a new long password'])).status).toBe(400);
    expect((await reset(token)).status).toBe(200);
  });
});

it('without mail nobody can ask for a link, and the answer is the same with and without an account', async () => {
  const ada = await server.signUp();
  const ask = async (email: string) => {
    const { status, body } = await server.post('/api/auth/request-password-reset', { email }, origin());
    return { status, body };
  };
  expect(await ask(ada.email)).toEqual(await ask('nobody@example.com'));
  expect((await ask(ada.email)).status).toBe(400);
  const { body } = await server.gql('{ installation { passwordReset } }');
  expect(body.data.installation).toEqual({ passwordReset: 'OPERATOR' });
});
