import { request } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestPerson } from '../../testing/test-client';
import { smallSchema } from '../testing/small-schema';
import { startTestGateway, type TestGateway } from '../testing/test-gateway';

let server: TestGateway;
let person: TestPerson;
let authorization: string;
beforeAll(async () => {
  server = await startTestGateway(smallSchema());
  person = await server.signUp();
  ({ authorization } = await server.apiKey(person));
});
afterAll(() => server.stop());

const thing = '{ thing { id } }';

describe('a query by GET', () => {
  const get = (headers: Record<string, string>) =>
    fetch(`${server.url}/graphql?query=${encodeURIComponent(thing)}`, { headers });

  it('with an API key needs nothing else, as urql sends it', async () => {
    const answer = await get({ authorization, accept: 'application/graphql-response+json, application/json' });
    expect([answer.status, await answer.json()]).toEqual([200, { data: { thing: { id: 't1' } } }]);
  });

  it('Q11 Q12 with a cookie, or with nothing, is refused as before', async () => {
    for (const headers of [{}, { cookie: person.cookie }, { cookie: person.cookie, 'content-type': 'text/plain' }])
      expect((await get(headers as Record<string, string>)).status).toBe(400);
    const foreign = { cookie: person.cookie, origin: 'https://evil.example' };
    expect((await get(foreign)).status).toBe(403);
  });

  it('with a header that is no key is refused, never taken for nobody or for the cookie', async () => {
    for (const wrong of ['Bearer mus_wrongwrongwrongwrong', 'Basic YTpi', 'x'])
      expect((await get({ authorization: wrong, cookie: person.cookie })).status).toBe(401);
  });
});

/** The bytes as they come: `fetch` would unpack them. */
function raw(path: string, body: object, headers: Record<string, string>) {
  const { hostname, port } = new URL(server.url);
  const all = { 'content-type': 'application/json', origin: server.config.publicUrl, ...headers };
  return new Promise<{ headers: NodeJS.Dict<string | string[]>; bytes: Buffer }>((resolve, reject) => {
    const sent = request({ hostname, port, path, method: 'POST', headers: all, agent: false }, async (answer) => {
      const chunks: Buffer[] = [];
      for await (const chunk of answer) chunks.push(chunk as Buffer);
      resolve({ headers: answer.headers, bytes: Buffer.concat(chunks) });
    });
    sent.on('error', reject);
    sent.end(JSON.stringify(body));
  });
}

describe('an answer', () => {
  const value = 'all work and no play '.repeat(1_000);
  const large = { query: 'query ($value: JSON) { echo(value: $value) }', variables: { value } };

  it.each([
    ['gzip', gunzipSync],
    ['br', brotliDecompressSync],
  ])('is packed with %s when the client takes it and it is worth it', async (encoding, unpack) => {
    const { headers, bytes } = await raw('/graphql', large, { authorization, 'accept-encoding': encoding });
    expect(headers['content-encoding']).toBe(encoding);
    expect(headers.vary).toMatch(/accept-encoding/i);
    expect(bytes.length).toBeLessThan(value.length / 10);
    expect(JSON.parse(unpack(bytes).toString())).toEqual({ data: { echo: value } });
  });

  it('is not packed when it is small, when the client does not ask, or when it says who somebody is', async () => {
    const small = await raw('/graphql', { query: thing }, { authorization, 'accept-encoding': 'gzip' });
    const plain = await raw('/graphql', large, { authorization });
    const signIn = { email: person.email, password: person.password, callbackURL: `/${'x'.repeat(4_000)}` };
    const session = await raw('/api/auth/sign-in/email', signIn, { 'accept-encoding': 'gzip' });
    for (const { headers } of [small, plain, session]) expect(headers['content-encoding']).toBeUndefined();
    expect(session.bytes.length).toBeGreaterThan(1_024);
    expect(JSON.parse(plain.bytes.toString())).toEqual({ data: { echo: value } });
  });
});

describe('rate limits', () => {
  it('are told with every answer, and when to come back with a refusal', async () => {
    const limited = await startTestGateway(smallSchema(), { env: { MUSTER_RATE_API: '3' } });
    const key = await limited.apiKey(await limited.signUp());
    const told: (string | null)[][] = [];
    for (let time = 0; time < 4; time++) {
      const { status, headers } = await limited.gql(thing, { as: { authorization: key.authorization } });
      told.push([String(status), headers.get('ratelimit-limit'), headers.get('ratelimit-remaining')]);
      expect(Number(headers.get('ratelimit-reset'))).toBeGreaterThan(0);
      expect(Number(headers.get('ratelimit-reset'))).toBeLessThanOrEqual(60);
      expect(headers.has('retry-after')).toBe(status === 429);
    }
    expect(told).toEqual([
      ['200', '3', '2'],
      ['200', '3', '1'],
      ['200', '3', '0'],
      ['429', '3', '0'],
    ]);
    await limited.stop();
  });
});

describe('traces', () => {
  const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
  const ask = async (traceparent?: string) => {
    const before = server.logs().length;
    const { headers } = await server.gql('{ fail(how: "defect") }', {
      as: { authorization },
      headers: traceparent ? { traceparent } : {},
    });
    const lines = server
      .logs()
      .slice(before)
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as { traceId?: string; requestId: string; msg: string })
      .filter(({ requestId }) => requestId === headers.get('x-request-id'));
    return { answered: headers.get('traceresponse') ?? '', lines };
  };

  it('go on from `traceparent`, through every log line of the request, to the answer', async () => {
    const { answered, lines } = await ask(`00-${traceId}-00f067aa0ba902b7-01`);
    expect(answered).toMatch(new RegExp(`^00-${traceId}-[0-9a-f]{16}-01$`));
    expect(answered).not.toContain('00f067aa0ba902b7');
    expect(lines.map(({ msg }) => msg)).toEqual(expect.arrayContaining(['an unexpected error', 'request']));
    for (const line of lines) expect(line.traceId).toBe(traceId);
    const later = await ask(`01-${traceId}-00f067aa0ba902b7-00-what-comes-later`);
    expect(later.answered).toMatch(new RegExp(`^00-${traceId}-`));
  });

  it.each([
    undefined,
    '',
    'nonsense',
    `00-${traceId.toUpperCase()}-00f067aa0ba902b7-01`,
    `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`,
    `00-${traceId}-${'0'.repeat(16)}-01`,
    `ff-${traceId}-00f067aa0ba902b7-01`,
    `00-${traceId}-00f067aa0ba902b7-01-more`,
    `00-${traceId}-00f067aa0ba902b7`,
    `00-${traceId}x-00f067aa0ba902b7-01`,
  ])('begin anew with %s', async (traceparent) => {
    const { answered, lines } = await ask(traceparent);
    expect(answered).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/);
    expect(answered).not.toContain(traceId);
    expect(new Set(lines.map((line) => line.traceId))).toEqual(new Set([answered.slice(3, 35)]));
  });
});
