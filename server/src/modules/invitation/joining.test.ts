import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestPerson } from '../../testing/test-client';
import { startTestServer, type TestServer } from '../../testing/test-server';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

type Caller = Pick<TestPerson, 'cookie'> | { authorization: string };
const ask = async (as: Caller | undefined, query: string, variables: object = {}) =>
  (await server.gql(query, { variables, as })).body;
const errors = 'userErrors { code message path }';

const where = async (person: Caller) =>
  (await ask(person, '{ viewer { workspace { id name } } }')).data.viewer.workspace;
const invite = async (person: Caller, email: string, role = 'MEMBER') =>
  (
    await ask(
      person,
      `mutation ($input: CreateInvitationInput!) {
        createInvitation(input: $input) { invitation { id email role } link mail ${errors} } }`,
      { input: { email, role } },
    )
  ).data.createInvitation;
const tokenOf = (link: string) => new URL(link).hash.slice(1);
const accept = async (person: Caller, token: string) =>
  (
    await ask(
      person,
      `mutation ($token: String!) {
        acceptInvitation(input: { token: $token }) { workspace { id name role isCurrent } ${errors} } }`,
      { token },
    )
  ).data.acceptInvitation;
const read = async (token: string, as?: Caller) =>
  (
    await ask(
      as,
      'query ($token: String!) { invitation(token: $token) { email role workspaceName invitedBy expiresAt } }',
      { token },
    )
  ).data.invitation;

let guests = 0;
const newAddress = () => `guest-${++guests}@example.com`;
const invalid = { workspace: null, userErrors: [expect.objectContaining({ code: 'INVITATION_INVALID' })] };

describe('an invitation', () => {
  it('brings somebody without an account into the workspace by its link', async () => {
    const ada = await server.signUp();
    const home = await where(ada);
    const { invitation, link, mail, userErrors } = await invite(ada, 'Grace@Example.com', 'ADMIN');
    expect(userErrors).toEqual([]);
    expect([invitation.email, invitation.role, mail]).toEqual(['grace@example.com', 'ADMIN', 'OFF']);
    expect(link).toMatch(/^http:\/\/localhost:3000\/invite#inv_[\w-]{43}$/);

    expect(await read(tokenOf(link))).toMatchObject({
      email: 'grace@example.com',
      role: 'ADMIN',
      workspaceName: home.name,
      invitedBy: 'Ada Example',
    });
    const grace = await server.signUp({ name: 'Grace', email: 'grace@example.com' });
    expect((await where(grace)).id).not.toBe(home.id);
    expect(await accept(grace, tokenOf(link))).toEqual({
      workspace: { ...home, role: 'ADMIN', isCurrent: true },
      userErrors: [],
    });
    expect((await where(grace)).id).toBe(home.id);
    const { data } = await ask(ada, '{ workspace { members { name email role isYou } invitations { id } } }');
    expect(data.workspace.members).toEqual([
      { name: 'Ada Example', email: ada.email, role: 'OWNER', isYou: true },
      { name: 'Grace', email: 'grace@example.com', role: 'ADMIN', isYou: false },
    ]);
    expect(data.workspace.invitations).toEqual([]);
  });

  it('A5 is for one address: another person is told so, and it stays open for the right one', async () => {
    const [ada, mallory] = [await server.signUp(), await server.signUp()];
    const email = newAddress();
    const { link } = await invite(ada, email);
    const refused = await accept(mallory, tokenOf(link));
    expect(refused).toMatchObject({ workspace: null, userErrors: [{ code: 'INVITATION_FOR_SOMEONE_ELSE' }] });
    expect(refused.userErrors[0].message).toContain(email);
    expect(refused.userErrors[0].message).toContain(mallory.email);
    expect((await accept(await server.signUp({ email }), tokenOf(link))).userErrors).toEqual([]);
  });

  it('A5 is used once, also when it is accepted ten times at once', async () => {
    const ada = await server.signUp();
    const email = newAddress();
    const { link } = await invite(ada, email);
    const guest = await server.signUp({ email });
    const answers = await Promise.all(Array.from({ length: 10 }, () => accept(guest, tokenOf(link))));
    expect(answers.filter(({ workspace }) => workspace !== null)).toHaveLength(1);
    expect(answers.filter(({ workspace }) => workspace === null)[0]).toEqual(invalid);
    const { data } = await ask(ada, '{ workspace { members { id } } }');
    expect(data.workspace.members).toHaveLength(2);
    expect(await read(tokenOf(link))).toBeNull();
  });

  it('A5 ends after seven days, when it is revoked, and when a new one is made for the address', async () => {
    const ada = await server.signUp();
    const email = newAddress();
    const guest = await server.signUp({ email });
    const first = await invite(ada, email);
    const week = 7 * 24 * 3600 * 1000;
    const stored = await server.database.db.invitation.findUniqueOrThrow({ where: { id: first.invitation.id } });
    expect(Math.abs(stored.expiresAt.getTime() - Date.now() - week)).toBeLessThan(60_000);
    const second = await invite(ada, email);
    expect(await accept(guest, tokenOf(first.link))).toEqual(invalid);

    await server.database.db.invitation.update({
      where: { id: second.invitation.id },
      data: { expiresAt: new Date(Date.now() - 1000) },
    });
    expect(await read(tokenOf(second.link))).toBeNull();
    expect(await accept(guest, tokenOf(second.link))).toEqual(invalid);

    const third = await invite(ada, email);
    const revoke = `mutation ($id: ID!) { revokeInvitation(input: { invitationId: $id }) { invitationId ${errors} } }`;
    const { data } = await ask(ada, revoke, { id: third.invitation.id });
    expect(data.revokeInvitation).toEqual({ invitationId: third.invitation.id, userErrors: [] });
    expect(await accept(guest, tokenOf(third.link))).toEqual(invalid);
    expect((await ask(ada, revoke, { id: third.invitation.id })).data.revokeInvitation.userErrors[0].code).toBe(
      'NOT_FOUND',
    );
  });

  it('A10 takes no token that was not given out, whatever its form', async () => {
    const person = await server.signUp();
    for (const token of ['', 'inv_', `inv_${'A'.repeat(43)}`, '%', '__proto__', 'x'.repeat(100_000)]) {
      expect(await accept(person, token)).toEqual(invalid);
      expect(await read(token)).toBeNull();
    }
    const { errors: unclean } = await ask(person, 'query ($t: String!) { invitation(token: $t) { email } }', {
      t: 'inv_\u0000',
    });
    expect(unclean[0].extensions.code).toBe('INVALID_INPUT');
    for (const token of [null, [], {}, 7]) {
      const { errors: refused } = await ask(person, 'query ($t: String!) { invitation(token: $t) { email } }', {
        t: token,
      });
      expect(refused[0].extensions.code).toBe('BAD_USER_INPUT');
    }
  });

  it('S1 S6 is shown once: its token is in no list, no log, and only as a hash in the database', async () => {
    const ada = await server.signUp();
    const { link } = await invite(ada, newAddress());
    await read(tokenOf(link));
    const { data } = await ask(ada, '{ workspace { invitations { id email role invitedBy createdAt expiresAt } } }');
    expect(data.workspace.invitations).toHaveLength(1);
    const rows = await server.database.db.invitation.findMany();
    for (const kept of [JSON.stringify(data), JSON.stringify(rows), server.logs()])
      expect(kept).not.toContain(tokenOf(link));
  });

  it('refuses an address that is none, somebody who is a member, and a role above one’s own', async () => {
    const ada = await server.signUp();
    for (const email of ['', 'no', 'a@b', `${'x'.repeat(300)}@example.com`, 'a@example.com\nbcc: b@example.com'])
      expect(await invite(ada, email)).toMatchObject({
        link: null,
        userErrors: [{ code: 'INVALID_INPUT', path: ['email'] }],
      });
    expect((await invite(ada, ada.email)).userErrors[0].code).toBe('ALREADY_MEMBER');
    const email = newAddress();
    const { link } = await invite(ada, email, 'ADMIN');
    const admin = await server.signUp({ email });
    await accept(admin, tokenOf(link));
    expect((await invite(admin, newAddress(), 'ADMIN')).userErrors).toEqual([]);
    const { errors: refused } = await ask(
      admin,
      'mutation { createInvitation(input: { email: "x@example.com", role: OWNER }) { link } }',
    );
    expect(refused[0].extensions.code).toBe('FORBIDDEN');
  });

  it('cannot be made without end: a hundred a day in one workspace', async () => {
    const ada = await server.signUp();
    const { id } = await where(ada);
    const { invitation } = await invite(ada, newAddress());
    const row = await server.database.db.invitation.findUniqueOrThrow({ where: { id: invitation.id } });
    await server.database.db.invitation.createMany({
      data: Array.from({ length: 99 }, (_, index) => ({
        ...row,
        id: `${id}-${index}`,
        tokenHash: `${id}-${index}`,
        status: 'canceled',
      })),
    });
    expect((await invite(ada, newAddress())).userErrors[0].code).toBe('QUOTA_EXCEEDED');
  });

  it('ends with the right of the one who made it: who is removed leaves no open invitation behind', async () => {
    const ada = await server.signUp();
    const email = newAddress();
    const admin = await server.signUp({ email });
    await accept(admin, tokenOf((await invite(ada, email, 'ADMIN')).link));
    const secondAddress = newAddress();
    const { link } = await invite(admin, secondAddress);
    const { data } = await ask(ada, '{ workspace { members { id email } } }');
    const { id } = data.workspace.members.find((member: { email: string }) => member.email === email);
    await ask(ada, `mutation ($id: ID!) { removeMember(input: { memberId: $id }) { ${errors} } }`, { id });
    expect(await accept(await server.signUp({ email: secondAddress }), tokenOf(link))).toEqual(invalid);
  });
});
