import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SignedIn } from '../../testing/test-client';
import { startTestServer, type TestServer } from '../../testing/test-server';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ env: { MUSTER_RECHECK_SECONDS: '60' } });
});
afterAll(() => server.stop());

const ask = async (as: SignedIn, query: string, variables: object = {}) =>
  (await server.gql(query, { variables, as })).body;
const errors = 'userErrors { code }';
const here = async (as: SignedIn) => (await ask(as, '{ viewer { workspace { id } } }')).data.viewer.workspace.id;

/** Grace in Ada's workspace, where her session works. */
async function twoPeople() {
  const [ada, grace] = [await server.signUp(), await server.signUp()];
  const [adas, graces] = [await here(ada), await here(grace)];
  const { data } = await ask(
    ada,
    'mutation ($email: String!) { createInvitation(input: { email: $email }) { link } }',
    { email: grace.email },
  );
  const token = new URL(data.createInvitation.link).hash.slice(1);
  await ask(grace, `mutation ($token: String!) { acceptInvitation(input: { token: $token }) { ${errors} } }`, {
    token,
  });
  const { data: people } = await ask(ada, '{ workspace { members { id isYou } } }');
  const member = people.workspace.members.find(({ isYou }: { isYou: boolean }) => !isYou);
  return { ada, grace, adas, graces, memberId: member.id as string };
}
const switchTo = (as: SignedIn, id: string) =>
  ask(as, `mutation ($id: ID!) { switchWorkspace(input: { workspaceId: $id }) { workspace { id } ${errors} } }`, {
    id,
  });

/** A signed-in socket, and the code it is closed with. */
async function connect(as: SignedIn): Promise<{ closed: Promise<number> }> {
  const socket = server.rawSocket('cookie' in as ? as : {});
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'connection_init', payload: 'cookie' in as ? {} : as }));
  await once(socket, 'message');
  return { closed: once(socket, 'close').then(([code]) => code as number) };
}

describe('a person in two workspaces', () => {
  it('sees both, works in the chosen one, and chooses again', async () => {
    const { grace, adas, graces } = await twoPeople();
    expect(await here(grace)).toBe(adas);
    const { data } = await ask(grace, '{ workspaces { id role isCurrent } }');
    expect(data.workspaces).toEqual([
      { id: graces, role: 'OWNER', isCurrent: false },
      { id: adas, role: 'MEMBER', isCurrent: true },
    ]);
    expect((await switchTo(grace, graces)).data.switchWorkspace).toEqual({ workspace: { id: graces }, userErrors: [] });
    expect(await here(grace)).toBe(graces);
    // Another session of hers is not taken along.
    const elsewhere = await server.signIn(grace.email, grace.password);
    await switchTo(grace, adas);
    expect([await here(grace), await here({ cookie: elsewhere.cookie })]).toEqual([adas, graces]);
  });

  it('A12 leaves by their own will and works in their own workspace again', async () => {
    const { grace, adas, graces } = await twoPeople();
    const leave = `mutation ($id: ID!) { leaveWorkspace(input: { workspaceId: $id }) { workspaceId ${errors} } }`;
    expect((await ask(grace, leave, { id: adas })).data.leaveWorkspace).toEqual({ workspaceId: adas, userErrors: [] });
    expect(await here(grace)).toBe(graces);
    expect((await ask(grace, leave, { id: adas })).data.leaveWorkspace.userErrors[0].code).toBe('NOT_FOUND');
  });

  it('A7 A15 who is removed loses sockets and API keys at once, is told so, and gets to another workspace', async () => {
    const { ada, grace, adas, graces, memberId } = await twoPeople();
    const key = await server.apiKey(grace, ['runs:read']);
    const sockets = [await connect(grace), await connect({ authorization: key.authorization })];
    await ask(ada, `mutation ($id: ID!) { removeMember(input: { memberId: $id }) { ${errors} } }`, { id: memberId });
    expect(await Promise.all(sockets.map(({ closed }) => closed))).toEqual([4403, 4401]);
    expect((await server.gql('{ system { engine } }', { as: key })).status).toBe(401);
    const lost = await server.gql('{ workflows(first: 1) { nodes { id } } }', { as: grace });
    expect([lost.status, lost.body.errors[0].extensions]).toEqual([
      403,
      { code: 'FORBIDDEN', details: { reason: 'workspace-lost' } },
    ]);
    const headers = { origin: server.config.publicUrl, cookie: grace.cookie };
    expect((await server.post('/api/auth/organization/set-active', { organizationId: adas }, headers)).status).toBe(
      403,
    );
    expect((await server.post('/api/auth/organization/set-active', { organizationId: null }, headers)).status).toBe(
      200,
    );
    expect(await here(grace)).toBe(graces);
  });
});
