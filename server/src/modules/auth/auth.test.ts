import type { UserId, WorkspaceId } from '@muster/schema';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { smallSchema } from '../../gateway/testing/small-schema';
import { startTestGateway, type TestGateway } from '../../gateway/testing/test-gateway';
import type { TestPerson } from '../../testing/test-client';

let server: TestGateway;
const created: { workspaceId: WorkspaceId; userId: UserId }[] = [];
let seeding: () => Promise<void> = async () => undefined;
beforeAll(async () => {
  server = await startTestGateway(smallSchema(), {
    onWorkspaceCreated: async (workspaceId, userId) => {
      created.push({ workspaceId, userId });
      await seeding();
    },
  });
});
afterAll(() => server.stop());
afterEach(() => {
  created.length = 0;
  seeding = async () => undefined;
});

const me = '{ viewer { userId workspaceId kind scopes role } }';
const viewerOf = async (as: { cookie: string } | { authorization: string }) =>
  (await server.gql(me, { as })).body.data?.viewer;
const auth = (path: string, body: object, person?: TestPerson) =>
  server.post(`/api/auth${path}`, body, {
    origin: server.config.publicUrl,
    ...(person ? { cookie: person.cookie } : {}),
  });

describe('a new account', () => {
  it('has a workspace of its own at once, filled once', async () => {
    const viewer = await viewerOf(await server.signUp());
    expect(viewer).toMatchObject({ kind: 'user', role: 'owner' });
    expect(viewer.scopes).toHaveLength(4);
    expect(created).toEqual([{ workspaceId: viewer.workspaceId, userId: viewer.userId }]);
  });

  it('is not lost when filling fails, and is filled at the next sign-in', async () => {
    seeding = () => Promise.reject(new Error('no examples today'));
    const person = await server.signUp();
    expect(await viewerOf(person)).toMatchObject({ role: 'owner' });
    created.length = 0;
    seeding = async () => undefined;
    await server.signIn(person.email, person.password);
    await server.signIn(person.email, person.password);
    expect(created).toHaveLength(1);
  });

  it('is filled at a second try when the first meets a busy moment', async () => {
    seeding = () => (created.length > 1 ? Promise.resolve() : Promise.reject(new Error('not just now')));
    const person = await server.signUp();
    expect(created).toHaveLength(2);
    await server.signIn(person.email, person.password);
    expect(created).toHaveLength(2);
  });

  it('is filled once by two sign-ins at the same time', async () => {
    seeding = () => Promise.reject(new Error('no examples today'));
    const person = await server.signUp();
    created.length = 0;
    seeding = () => new Promise((resolve) => setImmediate(resolve));
    await Promise.all([1, 2, 3].map(() => server.signIn(person.email, person.password)));
    expect(created).toHaveLength(1);
  });

  it('gets its workspace later when making it was cut short', async () => {
    const person = await server.signUp();
    const { userId } = await viewerOf(person);
    await server.database.db.organization.deleteMany({ where: { members: { some: { userId } } } });
    const answers = await Promise.all([1, 2, 3].map(() => viewerOf(person)));
    expect(new Set(answers.map(({ workspaceId }) => workspaceId)).size).toBe(1);
    expect(answers[0]).toMatchObject({ role: 'owner' });
  });

  it('has cookies no script and no other site can use', async () => {
    const { headers } = await auth('/sign-up/email', {
      name: 'A',
      email: `c${Date.now()}@example.com`,
      password: 'long enough 1',
    });
    const [cookie = ''] = headers.getSetCookie();
    expect(cookie).toMatch(/^better-auth\.session_token=.*HttpOnly/);
    expect(cookie).toMatch(/SameSite=Lax/);
    expect(cookie).not.toMatch(/Secure/);
  });

  it('A3 A10 takes no field that is not the person’s to set, and no wrong types', async () => {
    const email = `m${Date.now()}@example.com`;
    const body = { name: 'A', email, password: 'long enough 1', id: 'chosen', emailVerified: true, role: 'admin' };
    await auth('/sign-up/email', body);
    const user = await server.database.db.user.findUnique({ where: { email } });
    expect(user?.id).not.toBe('chosen');
    expect(user?.emailVerified ?? false).toBe(false);
    for (const wrong of [null, '', [], { contains: '' }, 7])
      expect((await auth('/sign-in/email', { email: wrong, password: wrong })).status).toBeGreaterThanOrEqual(400);
  });
});

describe('a session', () => {
  it('A8 ends at sign-out, and every other one when the password changes', async () => {
    const person = await server.signUp();
    const other = await server.signIn(person.email, person.password);
    const change = { currentPassword: person.password, newPassword: 'another long password' };
    expect((await auth('/change-password', change, person)).status).toBe(200);
    expect(await viewerOf({ cookie: other.cookie })).toBeNull();
    const again = await server.signIn(person.email, 'another long password');
    await auth('/sign-out', {}, { ...person, cookie: again.cookie });
    expect(await viewerOf({ cookie: again.cookie })).toBeNull();
  });

  it('A12 works in the chosen workspace, and in no other when that is lost', async () => {
    const [ada, grace] = [await server.signUp(), await server.signUp()];
    const [own, others] = [await viewerOf(ada), await viewerOf(grace)];
    const join = { id: `m-${own.userId}`, organizationId: others.workspaceId, userId: own.userId, role: 'member' };
    await server.database.db.member.create({ data: join });
    expect(await viewerOf(ada)).toMatchObject({ workspaceId: own.workspaceId });
    await auth('/organization/set-active', { organizationId: others.workspaceId }, ada);
    expect(await viewerOf(ada)).toMatchObject({ workspaceId: others.workspaceId, role: 'member' });
    await server.database.db.member.delete({ where: { id: join.id } });
    const lost = await server.gql(me, { as: ada });
    expect([lost.status, lost.body.errors[0].extensions.code]).toEqual([403, 'FORBIDDEN']);
  });

  it('cannot choose a workspace it does not belong to', async () => {
    const [ada, grace] = [await server.signUp(), await server.signUp()];
    const others = await viewerOf(grace);
    const own = await viewerOf(ada);
    const answer = await auth('/organization/set-active', { organizationId: others.workspaceId }, ada);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect([own.workspaceId, undefined]).toContain((await viewerOf(ada))?.workspaceId);
  });

  it('Q12 is not given to pages of other origins', async () => {
    const person = await server.signUp();
    const headers = { origin: 'https://evil.example', cookie: person.cookie };
    expect((await server.post('/api/auth/sign-out', {}, headers)).status).toBe(403);
  });
});

it('A3 A5 members and invitations are not to be had from better-auth’s own endpoints', async () => {
  const person = await server.signUp();
  const { workspaceId: organizationId } = await viewerOf(person);
  const paths = Object.values(server.auth.signIn.api).flatMap((endpoint) => {
    const { path } = endpoint as { path?: string };
    return path?.startsWith('/organization/') && path !== '/organization/set-active' ? [path] : [];
  });
  expect(paths).toContain('/organization/accept-invitation');
  const body = { organizationId, email: 'x@example.com', role: 'owner', name: 'x', slug: 'x', data: { name: 'x' } };
  for (const path of paths) {
    expect((await auth(path, body, person)).status, path).toBe(404);
    const read = await fetch(`${server.url}/api/auth${path}`, { headers: { cookie: person.cookie } });
    expect(read.status, path).toBe(404);
  }
});

describe('an API key', () => {
  it('works in its workspace as the person who made it, with its scopes only', async () => {
    const person = await server.signUp();
    const key = await server.apiKey(person, ['runs:read']);
    const viewer = await viewerOf(person);
    expect(await viewerOf(key)).toEqual({ ...viewer, kind: 'apiKey', scopes: ['runs:read'] });
    const ask = (scope: string) => server.gql(`{ needs(scope: "${scope}") }`, { as: key });
    expect((await ask('runs:read')).body.data.needs).toBe(viewer.userId);
    expect((await ask('runs:write')).body.errors[0].extensions.code).toBe('FORBIDDEN');
  });

  it('A7 is stored as a hash, and its secret is in no list and no log', async () => {
    const person = await server.signUp();
    const key = await server.apiKey(person);
    await server.gql(me, { as: key });
    const stored = await server.database.db.apikey.findUniqueOrThrow({ where: { id: key.id } });
    expect(JSON.stringify(stored)).not.toContain(key.secret);
    const viewer = await server.auth.viewers.authenticate({ cookie: person.cookie });
    const [listed] = await server.auth.apiKeys.list(viewer);
    expect(listed).toMatchObject({
      id: key.id,
      name: 'test',
      start: key.secret.slice(0, 10),
      lastUsedAt: expect.any(Date),
    });
    expect(JSON.stringify(listed)).not.toContain(key.secret);
    expect(server.logs()).not.toContain(key.secret);
  });

  it.each(['Bearer mus_wrongwrongwrongwrong', 'Bearer', 'Basic YTpi', 'nonsense', ''])(
    'is refused with 401 when it is wrong (%s), never taken for nobody',
    async (authorization) => {
      const person = await server.signUp();
      const answer = await server.gql('{ thing { id } }', { headers: { authorization, cookie: person.cookie } });
      expect([answer.status, answer.body.errors[0].extensions.code]).toEqual([401, 'UNAUTHENTICATED']);
      expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    },
  );

  it('a missing key gets the same answer where one is needed', async () => {
    const answer = await server.gql('{ needs(scope: "runs:read") }');
    expect([answer.status, answer.body.errors[0].extensions.code]).toEqual([401, 'UNAUTHENTICATED']);
  });

  it('A7 stops at once when it is revoked', async () => {
    const person = await server.signUp();
    const key = await server.apiKey(person);
    expect((await viewerOf(key)).kind).toBe('apiKey');
    const viewer = await server.auth.viewers.authenticate({ cookie: person.cookie });
    await server.auth.apiKeys.revoke(viewer, key.id);
    expect((await server.gql(me, { as: key })).status).toBe(401);
  });

  it('A15 stops when its person leaves the workspace', async () => {
    const person = await server.signUp();
    const key = await server.apiKey(person);
    const { userId } = await viewerOf(key);
    await server.database.db.member.deleteMany({ where: { userId } });
    expect((await server.gql(me, { as: key })).status).toBe(401);
  });

  it('A7 cannot make keys, nor be seen or ended from another workspace', async () => {
    const [ada, grace] = [await server.signUp(), await server.signUp()];
    const key = await server.apiKey(ada);
    const create = 'mutation { createApiKey(input: { name: "more" }) { id } }';
    expect((await server.gql(create, { as: key })).body.errors[0].extensions.code).toBe('FORBIDDEN');
    const other = await server.auth.viewers.authenticate({ cookie: grace.cookie });
    expect(await server.auth.apiKeys.list(other)).toEqual([]);
    await expect(server.auth.apiKeys.revoke(other, key.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect((await viewerOf(key)).kind).toBe('apiKey');
  });

  it('refuses a name and scopes of the wrong form, saying where', async () => {
    const viewer = await server.auth.viewers.authenticate(await server.signUp());
    const create = (input: { name: string; scopes?: string[] }) => server.auth.apiKeys.create(viewer, input);
    await expect(create({ name: '  ' })).rejects.toMatchObject({ code: 'INVALID_INPUT', inputPath: ['name'] });
    await expect(create({ name: 'x'.repeat(101) })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      inputPath: ['name'],
    });
    await expect(create({ name: 'x', scopes: [] })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      inputPath: ['scopes'],
    });
    await expect(create({ name: 'x', scopes: ['runs:read', 'root'] })).rejects.toMatchObject({
      inputPath: ['scopes', '1'],
    });
  });

  it('A7 is not to be had from better-auth’s own endpoints', async () => {
    const person = await server.signUp();
    for (const path of ['/api-key/create', '/api-key/list', '/api-key/create/', '//api-key/create']) {
      const answer = await auth(path, { name: 'x', userId: 'someone' }, person);
      expect([400, 404, 405], path).toContain(answer.status);
    }
  });
});
