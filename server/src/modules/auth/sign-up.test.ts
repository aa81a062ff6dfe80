import { afterEach, describe, expect, it } from 'vitest';
import { smallSchema } from '../../gateway/testing/small-schema';
import { startTestGateway, type TestGateway } from '../../gateway/testing/test-gateway';
import type { SignUpAttempt } from './sign-up-policy';

let server: TestGateway;
afterEach(() => server.stop());

let people = 0;
const signUp = async (more: object = {}) => {
  people += 1;
  const body = { name: 'A', email: `p${people}@example.com`, password: 'long enough 1', ...more };
  const answer = await server.post('/api/auth/sign-up/email', body, { origin: server.config.publicUrl });
  return [answer.status, answer.body.code];
};
const start = (env: Record<string, string>, isInvited?: (attempt: SignUpAttempt) => Promise<boolean>) =>
  startTestGateway(smallSchema(), { env, ...(isInvited ? { isInvited } : {}) });

describe('sign-up', () => {
  it('is open to anyone when only this machine reaches the server', async () => {
    server = await start({});
    expect(await server.auth.signUpPolicy.mode()).toBe('open');
    expect([await signUp(), await signUp()]).toEqual([
      [200, undefined],
      [200, undefined],
    ]);
  });

  it('takes the first account and refuses every other without an invitation', async () => {
    server = await start({ MUSTER_HOST: '0.0.0.0' });
    expect(await server.auth.signUpPolicy.mode()).toBe('first');
    expect(await signUp({ email: 'first@example.com' })).toEqual([200, undefined]);
    expect(await server.auth.signUpPolicy.mode()).toBe('invite');
    expect(await signUp()).toEqual([403, 'SIGN_UP_CLOSED']);
    // The same answer for an address that has an account: a stranger learns nothing.
    expect(await signUp({ email: 'first@example.com' })).toEqual([403, 'SIGN_UP_CLOSED']);
    expect(await server.database.db.user.count()).toBe(1);
  });

  it('leaves the first account to be made after a try that failed', async () => {
    server = await start({ MUSTER_SIGN_UP: 'invite' });
    expect(await signUp({ password: 'short' })).toEqual([400, 'PASSWORD_TOO_SHORT']);
    expect(await signUp()).toEqual([200, undefined]);
  });

  it('makes one first account when several people ask at once', async () => {
    server = await start({ MUSTER_SIGN_UP: 'invite' });
    const answers = await Promise.all(Array.from({ length: 6 }, () => signUp()));
    expect(answers.map(([status]) => status).sort()).toEqual([200, 403, 403, 403, 403, 403]);
    expect(await server.database.db.user.count()).toBe(1);
  });

  it('takes who has an invitation, asked for by address and token', async () => {
    const asked: SignUpAttempt[] = [];
    server = await start({ MUSTER_SIGN_UP: 'invite' }, async (attempt) => {
      asked.push(attempt);
      return attempt.invitation === 'right';
    });
    await signUp();
    expect(await signUp({ invitation: 'wrong' })).toEqual([403, 'SIGN_UP_CLOSED']);
    for (const invitation of [null, '', ['right'], { contains: '' }, 7])
      expect(await signUp({ invitation })).toEqual([403, 'SIGN_UP_CLOSED']);
    expect(await signUp({ email: 'Grace@Example.com', invitation: 'right' })).toEqual([200, undefined]);
    expect(asked).toContainEqual({ email: 'grace@example.com', invitation: 'right' });
  });
});
