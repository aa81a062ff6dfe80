import type { UserId, WorkspaceId } from '@muster/schema';
import { afterEach, describe, expect, it } from 'vitest';
import { smallSchema } from '../../gateway/testing/small-schema';
import { startTestGateway, type TestGateway } from '../../gateway/testing/test-gateway';
import { createInvitationRepository } from '../invitation/invitation.repository';
import { hashInvitationToken, newInvitationToken } from '../invitation/invitation-token';
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

  it('A5 takes who holds the link of an open invitation to their address, and nobody else', async () => {
    server = await start({ MUSTER_SIGN_UP: 'invite' });
    const ada = await server.signUp();
    const viewer = await server.auth.viewers.authenticate(ada);
    const token = newInvitationToken();
    await createInvitationRepository(server.database.db).create(
      viewer?.workspaceId as WorkspaceId,
      {
        email: 'grace@example.com',
        role: 'member',
        inviterId: viewer?.userId as UserId,
        tokenHash: hashInvitationToken(token) ?? '',
        expiresAt: new Date(Date.now() + 60_000),
      },
      { quota: 1, countedSince: new Date(0) },
    );
    expect(await signUp({ email: 'mallory@example.com', invitation: token })).toEqual([403, 'SIGN_UP_CLOSED']);
    expect(await signUp({ email: 'grace@example.com' })).toEqual([403, 'SIGN_UP_CLOSED']);
    expect(await signUp({ email: 'Grace@example.com', invitation: token })).toEqual([200, undefined]);
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
