import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WebSocket } from 'ws';
import { limits } from '../../shared/limits';
import type { SignedIn, TestPerson } from '../../testing/test-client';
import { blobs, smallSchema } from '../testing/small-schema';
import { startTestGateway, type TestGateway } from '../testing/test-gateway';

let server: TestGateway;
let person: TestPerson;
let key: { id: string; secret: string; authorization: string };
beforeAll(async () => {
  server = await startTestGateway(smallSchema(), { env: { MUSTER_RECHECK_SECONDS: '0.2', MUSTER_INTROSPECTION: '0' } });
  person = await server.signUp();
  key = await server.apiKey(person);
});
afterAll(() => server.stop());

const closed = (socket: WebSocket) =>
  new Promise<{ code: number; reason: string }>((resolve) =>
    socket.once('close', (code, reason) => resolve({ code, reason: String(reason) })),
  );
const opened = (socket: WebSocket) => new Promise((resolve) => socket.once('open', resolve));
const message = (socket: WebSocket) =>
  new Promise<{ type: string; payload?: unknown }>((resolve) =>
    socket.once('message', (data) => resolve(JSON.parse(String(data)))),
  );
const send = (socket: WebSocket, value: unknown) =>
  socket.send(typeof value === 'string' ? value : JSON.stringify(value));
const subscribe = (query: string, id = '1', variables = {}) => ({
  id,
  type: 'subscribe',
  payload: { query, variables },
});

/** A socket that has been acknowledged. */
async function acknowledged(as: SignedIn): Promise<WebSocket> {
  const socket = server.rawSocket('cookie' in as ? as : {});
  await opened(socket);
  send(socket, { type: 'connection_init', payload: 'authorization' in as ? as : {} });
  expect(await message(socket)).toMatchObject({ type: 'connection_ack' });
  return socket;
}
async function answersOf(query: string, as: SignedIn = { authorization: key.authorization }): Promise<unknown[]> {
  const socket = server.socket(as);
  const answers: unknown[] = [];
  for await (const answer of socket.iterate({ query })) answers.push(answer);
  await socket.dispose();
  return answers;
}
/** The answer to an operation that is refused before it starts. */
async function refusalOf(query: string, variables = {}): Promise<unknown> {
  const socket = await acknowledged({ authorization: key.authorization });
  send(socket, subscribe(query, '1', variables));
  const { type, payload } = await message(socket);
  socket.close();
  return type === 'error' ? (payload as { extensions: { code: string } }[])[0]?.extensions.code : { type, payload };
}

describe('signing in on a socket', () => {
  it.each(['cookie of the upgrade', 'header of the upgrade', 'connection_init'])('takes the %s', async (way) => {
    const socket =
      way === 'connection_init'
        ? server.socket({ authorization: key.authorization })
        : server.socket(
            undefined,
            way.startsWith('cookie') ? { cookie: person.cookie } : { authorization: key.authorization },
          );
    const answers: unknown[] = [];
    for await (const answer of socket.iterate({ query: 'subscription { ticks(count: 3) }' })) answers.push(answer);
    expect(answers).toEqual([1, 2, 3].map((ticks) => ({ data: { ticks } })));
    await socket.dispose();
  });

  it('runs queries too', async () => {
    expect(await answersOf('{ viewer { kind } }')).toEqual([{ data: { viewer: { kind: 'apiKey' } } }]);
  });

  it('Q17 closes with 4401 without credentials, with a wrong key, and before connection_init', async () => {
    const inits = [{}, { authorization: 'Bearer mus_wrongwrongwrongwrong' }, { authorization: 'Basic x' }];
    for (const payload of inits) {
      const socket = server.rawSocket();
      await opened(socket);
      send(socket, { type: 'connection_init', payload });
      expect(await closed(socket)).toMatchObject({ code: 4401, reason: expect.stringMatching(/^UNAUTHENTICATED/) });
    }
    const early = server.rawSocket({ authorization: key.authorization });
    await opened(early);
    send(early, subscribe('{ viewer { kind } }'));
    expect((await closed(early)).code).toBe(4401);
  });

  it('never lets a wrong key fall back on the cookie', async () => {
    const socket = server.rawSocket({ cookie: person.cookie });
    await opened(socket);
    send(socket, { type: 'connection_init', payload: { authorization: 'Bearer mus_wrongwrongwrongwrong' } });
    expect((await closed(socket)).code).toBe(4401);
  });

  it('Q12 refuses the upgrade of a foreign page, and other paths', async () => {
    const failure = (socket: WebSocket) =>
      new Promise((resolve) => socket.once('error', ({ message: text }) => resolve(text)));
    const foreign = server.rawSocket({ origin: 'https://evil.example', cookie: person.cookie });
    expect(await failure(foreign)).toMatch(/403/);
    const own = server.rawSocket({ origin: server.config.publicUrl, cookie: person.cookie });
    await opened(own);
    own.close();
  });
});

describe('Q17 a sign-in that ends while subscribed', () => {
  const never = subscribe('subscription { never }');

  it('closes with 4401 when the API key is revoked', async () => {
    const made = await server.apiKey(person);
    const socket = await acknowledged({ authorization: made.authorization });
    send(socket, never);
    const viewer = await server.auth.viewers.authenticate({ cookie: person.cookie });
    await server.auth.apiKeys.revoke(viewer, made.id);
    expect((await closed(socket)).code).toBe(4401);
  });

  it('closes with 4401 when the person signs out', async () => {
    const { cookie } = await server.signIn(person.email, person.password);
    const socket = await acknowledged({ cookie });
    send(socket, never);
    const out = await server.post('/api/auth/sign-out', {}, { cookie, origin: server.config.publicUrl });
    expect(out.status).toBe(200);
    expect((await closed(socket)).code).toBe(4401);
  });

  it('closes when the person leaves the workspace, for the session and for the key', async () => {
    const leaver = await server.signUp();
    const made = await server.apiKey(leaver);
    const viewer = await server.auth.viewers.authenticate({ cookie: leaver.cookie });
    const sockets = [
      await acknowledged({ cookie: leaver.cookie }),
      await acknowledged({ authorization: made.authorization }),
    ];
    for (const socket of sockets) send(socket, never);
    const ends = sockets.map(closed);
    await server.database.db.member.deleteMany({ where: { userId: viewer?.userId ?? '' } });
    const codes = (await Promise.all(ends)).map(({ code }) => code);
    expect(codes).toEqual([4403, 4401]);
  });
});

describe('limits on a socket', () => {
  it('Q19 holds depth, aliases, cost, tokens and nesting', async () => {
    const deep = `{ thing ${'{ self '.repeat(11)}{ id }${' }'.repeat(11)} }`;
    expect(await refusalOf(deep)).toBe('QUERY_TOO_COMPLEX');
    const aliases = Array.from({ length: 51 }, (_, index) => `a${index}: thing { id }`).join(' ');
    expect(await refusalOf(`{ ${aliases} }`)).toBe('QUERY_TOO_COMPLEX');
    expect(await refusalOf('{ things(first: 1000000) { totalCount } }')).toBe('INVALID_INPUT');
    const query = 'query ($first: Int!) { things(first: $first) { totalCount } }';
    expect(await refusalOf(query, { first: 1e9 })).toBe('INVALID_INPUT');
    expect(await refusalOf(`{ thing { ${'id '.repeat(10_000)} } }`)).toBe('QUERY_TOO_COMPLEX');
    expect(await refusalOf(`{ echo(value: ${'['.repeat(20_000)}) }`)).toBe('QUERY_TOO_COMPLEX');
  });

  it('Q13 hides the schema', async () => {
    expect(await refusalOf('{ __schema { types { name } } }')).toBe('GRAPHQL_VALIDATION_FAILED');
  });

  it('Q18 refuses a large connection_init and a large message', async () => {
    const large = server.rawSocket();
    await opened(large);
    send(large, { type: 'connection_init', payload: { padding: 'x'.repeat(limits.socketInitBytes) } });
    expect((await closed(large)).code).toBe(1009);
    const huge = server.rawSocket();
    await opened(huge);
    send(huge, { type: 'connection_init', payload: { padding: 'x'.repeat(10 * 1024 * 1024) } });
    expect([1006, 1009]).toContain((await closed(huge)).code);
  });

  it('Q9 refuses JSON nested too deep, and what is no JSON', async () => {
    for (const text of [`{"type":"ping","payload":{"x":${'['.repeat(5_000)}${']'.repeat(5_000)}}}`, 'no json']) {
      const socket = await acknowledged({ authorization: key.authorization });
      send(socket, text);
      expect((await closed(socket)).code).toBe(4400);
    }
  });

  it('Q18 lets so many subscriptions be open on one socket and no more', async () => {
    const socket = await acknowledged({ authorization: key.authorization });
    const refused = new Promise<{ id: string; payload: unknown }>((resolve) =>
      socket.on('message', (data) => {
        const answer = JSON.parse(String(data));
        if (answer.type === 'error') resolve(answer);
      }),
    );
    for (let id = 1; id <= limits.socketOperations + 1; id++)
      send(socket, subscribe('subscription { never }', String(id)));
    expect(await refused).toMatchObject({
      id: String(limits.socketOperations + 1),
      payload: [{ extensions: { code: 'QUERY_TOO_COMPLEX' } }],
    });
    socket.close();
  });

  it('Q18 lets one key have so many sockets and no more', async () => {
    const { authorization } = await server.apiKey(person);
    const sockets = [];
    for (let count = 0; count < limits.socketsPerCredential; count++)
      sockets.push(await acknowledged({ authorization }));
    const extra = server.rawSocket();
    await opened(extra);
    send(extra, { type: 'connection_init', payload: { authorization } });
    expect((await closed(extra)).code).toBe(4429);
    for (const socket of sockets) socket.terminate();
  });

  it('Q18 makes no more for a client that does not read', async () => {
    const socket = await acknowledged({ authorization: key.authorization });
    socket.pause();
    send(socket, subscribe('subscription { blobs }'));
    let before = -1;
    const hasStopped = () => {
      const stopped = blobs.made > 0 && blobs.made === before;
      before = blobs.made;
      return stopped;
    };
    await expect.poll(hasStopped, { timeout: 20_000, interval: 500 }).toBe(true);
    // What the buffers of two sockets hold, in pieces of 100 kB.
    expect(blobs.made).toBeLessThan(400);
    socket.terminate();
  });

  it('Q18 ends a socket that floods it with messages or pings', async () => {
    for (const flood of [(socket: WebSocket) => send(socket, { type: 'ping' }), (socket: WebSocket) => socket.ping()]) {
      const socket = await acknowledged({ authorization: key.authorization });
      const end = closed(socket);
      for (let frame = 0; frame <= limits.socketFramesPerTenSeconds; frame++) flood(socket);
      expect([1006, 1008]).toContain((await end).code);
    }
  });
});

it('R17 sends sockets away with 1001 when the server stops', async () => {
  const other = await startTestGateway(smallSchema());
  const { authorization } = await other.apiKey(await other.signUp());
  const socket = other.rawSocket();
  await opened(socket);
  send(socket, { type: 'connection_init', payload: { authorization } });
  await message(socket);
  const end = closed(socket);
  await other.stop();
  expect((await end).code).toBe(1001);
});
