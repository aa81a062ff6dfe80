import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { smallSchema } from '../testing/small-schema';
import { startTestGateway, type TestGateway } from '../testing/test-gateway';

let server: TestGateway;
let cookie: string;
beforeAll(async () => {
  server = await startTestGateway(smallSchema(), { env: { MUSTER_INTROSPECTION: '0' } });
  ({ cookie } = await server.signUp());
});
afterAll(() => server.stop());

const refusal = ({ status, body }: { status: number; body: { errors?: { extensions?: { code?: string } }[] } }) => [
  status,
  body.errors?.[0]?.extensions?.code,
];
/** `levels` fields below each other. */
const nested = (levels: number) => `{ thing ${'{ self '.repeat(levels - 2)}{ id }${' }'.repeat(levels - 2)} }`;
const stillAnswers = async () => expect((await server.gql('{ thing { id } }')).body.data.thing.id).toBe('t1');
const raw = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string>) =>
  fetch(`${server.url}/graphql`, { method: 'POST', body, headers }).then((response) => response.status);

describe('queries over a limit', () => {
  it('lets twelve levels pass', async () => {
    const { status, body } = await server.gql(nested(12));
    expect([status, body.errors]).toEqual([200, undefined]);
  });

  it('Q1 refuses thirteen levels', async () => {
    expect(refusal(await server.gql(nested(13)))).toEqual([400, 'QUERY_TOO_COMPLEX']);
  });

  it('Q1 counts the levels behind fragments', async () => {
    const fragments = '{ thing { ...F1 } } fragment F1 on Thing { self { self { self { self { self { ...F2 } } } } } }';
    const deep = `${fragments} fragment F2 on Thing { self { self { self { self { self { self { id } } } } } } }`;
    expect(refusal(await server.gql(deep))).toEqual([400, 'QUERY_TOO_COMPLEX']);
  });

  it.each([50, 5_000, 100_000])('Q2 refuses %i levels without trouble', async (levels) => {
    expect(refusal(await server.gql(nested(levels)))).toEqual([400, 'QUERY_TOO_COMPLEX']);
    await stillAnswers();
  });

  it('Q3 refuses a list literal nested 20,000 deep', async () => {
    const literal = `${'['.repeat(20_000)}1${']'.repeat(20_000)}`;
    expect(refusal(await server.gql(`{ echo(value: ${literal}) }`))).toEqual([400, 'QUERY_TOO_COMPLEX']);
  });

  it('Q3 is not led astray by brackets in strings and comments', async () => {
    const { body } = await server.gql(`{ # ${'{'.repeat(200)}
      echo(value: "${'['.repeat(200)}\\"${'{'.repeat(200)}") other: echo(value: """ " ${'{'.repeat(200)} \\""" {{ """) }`);
    expect(body.errors).toBeUndefined();
  });

  it.each([51, 10_000])('Q4 refuses %i aliases', async (count) => {
    const aliases = Array.from({ length: count }, (_, index) => `a${index}: thing { id }`).join(' ');
    expect(refusal(await server.gql(`{ ${aliases} }`))).toEqual([400, 'QUERY_TOO_COMPLEX']);
  });

  it('Q5 refuses fragments that double 24 times', async () => {
    const letters = Array.from({ length: 24 }, (_, index) => `F${index}`);
    const fragments = letters.map((name, index) => {
      const next = letters[index + 1];
      return `fragment ${name} on Thing { ${next ? `...${next} ... on Thing { ...${next} }` : 'id name'} }`;
    });
    expect(refusal(await server.gql(`{ thing { ...F0 } } ${fragments.join(' ')}`))).toEqual([400, 'QUERY_TOO_COMPLEX']);
  });

  it('Q6 refuses 100,000 repeated fields', async () => {
    expect(refusal(await server.gql(`{ thing { ${'id '.repeat(100_000)} } }`))).toEqual([400, 'QUERY_TOO_COMPLEX']);
  });

  it('Q6 refuses a thousand fields of one name before it compares every two of them', async () => {
    expect(refusal(await server.gql(`{ ${'thing { id } '.repeat(1_000)} }`))).toEqual([400, 'QUERY_TOO_COMPLEX']);
    expect(refusal(await server.gql(`{ ${'thing { id } '.repeat(150)} }`))).toEqual([200, undefined]);
  });

  it('Q16 asks for `first`, and for one within the page size', async () => {
    const query = 'query ($first: Int!) { things(first: $first) { totalCount } }';
    const ask = async (first: unknown) => refusal(await server.gql(query, { variables: { first } }));
    expect(refusal(await server.gql('{ things { totalCount } }'))).toEqual([400, 'GRAPHQL_VALIDATION_FAILED']);
    expect(refusal(await server.gql('{ things(first: 1000000) { totalCount } }'))).toEqual([400, 'INVALID_INPUT']);
    for (const first of [-1, 0, 101, 1_000_000, 1e9]) expect(await ask(first)).toEqual([400, 'INVALID_INPUT']);
    expect(await ask('ten')).toEqual([400, 'BAD_USER_INPUT']);
    expect(await ask(100)).toEqual([200, undefined]);
    expect(await ask(1)).toEqual([200, undefined]);
  });

  it('Q16 prices nested connections by their product', async () => {
    const inner =
      'things(first: 100) { nodes { things(first: 100) { nodes { things(first: 100) { nodes { id } } } } } }';
    expect(refusal(await server.gql(`{ ${inner} }`))).toEqual([400, 'QUERY_TOO_COMPLEX']);
    expect(refusal(await server.gql('{ things(first: 50) { nodes { things(first: 10) { nodes { id } } } } }'))).toEqual(
      [200, undefined],
    );
  });
});

describe('requests of the wrong form', () => {
  it('Q7 refuses a batch', async () => {
    const { status, body } = await server.post('/graphql', [
      { query: '{ thing { id } }' },
      { query: '{ thing { id } }' },
    ]);
    expect([status, body.errors[0].message]).toEqual([400, expect.stringMatching(/batch/i)]);
  });

  it('Q8 refuses a body over the limit, compressed bodies and other character sets', async () => {
    const query = JSON.stringify({ query: '{ thing { id } }' });
    const json = 'application/json';
    const large = await server.post('/graphql', {
      query: '{ thing { id } }',
      variables: { x: 'x'.repeat(12 * 1024 * 1024) },
    });
    expect(refusal(large)).toEqual([413, 'PAYLOAD_TOO_LARGE']);
    expect(await raw(gzipSync(query), { 'content-type': json, 'content-encoding': 'gzip' })).toBe(415);
    expect(await raw(query, { 'content-type': `${json}; charset=utf-32` })).toBe(415);
    expect(await raw(query, { 'content-type': `${json}; charset=x-user-defined` })).toBe(415);
    expect(await raw(query, { 'content-type': `${json}; charset=utf-8` })).toBe(200);
  });

  it('passes a graph of 5.1 MB on, so that it gets its own answer', async () => {
    const value = 'x'.repeat(5.1 * 1024 * 1024);
    const { status, body } = await server.gql('query ($value: JSON) { echo(value: $value) }', { variables: { value } });
    expect([status, body.data.echo.length]).toEqual([200, value.length]);
  });

  it('Q9 refuses JSON nested 200,000 deep', async () => {
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    const body = `{"query":"query ($value: JSON) { echo(value: $value) }","variables":{"value":${deep}}}`;
    expect(refusal(await server.post('/graphql', body))).toEqual([400, 'INVALID_INPUT']);
    await stillAnswers();
  });

  it('Q10 refuses variables, queries and keys of the wrong form', async () => {
    const query = '{ thing { id } }';
    const bodies = [
      { query, variables: 'x' },
      { query, variables: '{}' },
      { query, variables: [] },
      { query: null },
      { query: 7 },
      'null',
      '7',
      '"text"',
      '{"query":"{ thing { id } }","query":"{ fail(how: \\"defect\\") }"}',
      '{"query":"{ thing { id } }","\\u0071uery":"{ fail(how: \\"defect\\") }"}',
      '{"query":',
    ];
    for (const body of bodies) expect((await server.post('/graphql', body)).status, JSON.stringify(body)).toBe(400);
  });

  it('keeps `__proto__` in JSON as an ordinary key', async () => {
    const body = '{"query":"query ($v: JSON) { echo(value: $v) }","variables":{"v":{"__proto__":{"polluted":1}}}}';
    const { status } = await server.post('/graphql', body);
    expect([status, ({} as { polluted?: number }).polluted]).toEqual([200, undefined]);
  });

  it('Q11 refuses what a foreign page can send without asking', async () => {
    const query = encodeURIComponent('{ thing { id } }');
    const get = (headers: Record<string, string>) =>
      fetch(`${server.url}/graphql?query=${query}`, { headers }).then(({ status }) => status);
    expect(await get({})).toBe(400);
    expect(await get({ 'content-type': 'text/plain' })).toBe(400);
    expect(await get({ 'apollo-require-preflight': '1' })).toBe(200);
    const body = JSON.stringify({ query: '{ thing { id } }' });
    expect(await raw(body, { 'content-type': 'text/plain' })).toBe(415);
    expect(await raw(body, { 'content-type': 'application/x-www-form-urlencoded' })).toBe(415);
    expect(await raw('--x\r\n\r\n{}\r\n--x--', { 'content-type': 'multipart/form-data; boundary=x' })).toBe(415);
  });

  it('Q12 never allows another origin, and refuses it a person’s session', async () => {
    const foreign = { origin: 'https://evil.example' };
    const refused = await server.gql('{ viewer { userId } }', { as: { cookie }, headers: foreign });
    expect(refusal(refused)).toEqual([403, 'FORBIDDEN']);
    const preflight = await fetch(`${server.url}/graphql`, {
      method: 'OPTIONS',
      headers: { ...foreign, 'access-control-request-method': 'POST' },
    });
    expect(preflight.headers.get('access-control-allow-origin')).toBeNull();
    expect(refused.headers.get('access-control-allow-origin')).toBeNull();
    const own = await server.gql('{ viewer { kind } }', {
      as: { cookie },
      headers: { origin: server.config.publicUrl },
    });
    expect(own.body.data.viewer.kind).toBe('user');
  });

  it('Q13 hides the schema when it is told to', async () => {
    expect(refusal(await server.gql('{ __schema { types { name } } }'))[0]).toBe(400);
    const { body } = await server.gql('{ thinge { id } }');
    expect(JSON.stringify(body)).not.toMatch(/did you mean|things/i);
  });

  it('Q14 gives the same answer whatever a client says of proxies', async () => {
    const headers = {
      'x-middleware-subrequest': 'middleware:middleware',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-for': '10.9.8.7',
      'x-original-url': '/healthz',
      'x-rewrite-url': '/healthz',
    };
    const plain = await server.gql('{ needs(scope: "runs:read") }');
    const dressed = await server.gql('{ needs(scope: "runs:read") }', { headers });
    expect([dressed.status, dressed.body]).toEqual([plain.status, plain.body]);
    expect(plain.status).toBe(401);
  });

  it('Q16b knows no persisted queries', async () => {
    const extensions = { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } };
    const { body } = await server.post('/graphql', { extensions });
    expect(body.errors[0].extensions.code).toBe('PERSISTED_QUERY_NOT_SUPPORTED');
  });

  it('answers unknown paths and methods with a code', async () => {
    expect(refusal(await server.post('/nowhere', {}))).toEqual([404, 'NOT_FOUND']);
    const response = await fetch(`${server.url}/graphql`, { method: 'DELETE' });
    expect(response.status).toBe(404);
  });
});
