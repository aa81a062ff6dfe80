import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prepareOperation } from '../gateway/socket/prepare-operation';
import type { TestPerson } from '../testing/test-client';
import { startTestServer, type TestServer } from '../testing/test-server';
import { buildSchema } from './build-schema';
import { inputCases } from './testing/input-cases';
import { inputPlaces } from './testing/schema-places';

const schema = buildSchema();
const cases = inputCases(schema);
let server: TestServer;
let person: TestPerson;
beforeAll(async () => {
  server = await startTestServer();
  person = await server.signUp();
});
afterAll(() => server.stop());

const unfit: [string, string][] = [
  ['U+0000', 'a\0b'],
  ['half of a surrogate pair', 'a\uD83Db'],
  ['the other half', '\uDE00'],
];

describe('G10 a text that cannot be kept', () => {
  it('is tried in every place of the schema that takes one', () => {
    expect(cases.map(({ place }) => place).sort()).toEqual(inputPlaces(schema));
  });

  it.each(cases)('is refused in $place, over HTTP and over a WebSocket, and an ordinary one is not', async (input) => {
    for (const [what, text] of unfit) {
      const variables = input.variables(text);
      const refusals = prepareOperation(schema, { query: input.source, variables }, 'signed-in');
      expect(JSON.stringify(refusals), what).toMatch(/INVALID_INPUT/);
      const { status, body } = await server.gql(input.source, { as: person, variables });
      expect([status, body.errors?.[0].extensions.code], what).toEqual([
        400,
        input.source.startsWith('subscription') ? 'BAD_REQUEST' : 'INVALID_INPUT',
      ]);
    }
    const prepared = prepareOperation(schema, { query: input.source, variables: input.variables('😀') }, 'signed-in');
    expect(Array.isArray(prepared) ? prepared.map(String) : []).toEqual([]);
  });

  it('is refused as a literal too, and says where it stands in variables', async () => {
    const create = (graph: string) =>
      `mutation { createWorkflow(input: { name: "x", kind: PIPELINE, graph: ${graph} }) { workflow { id } } }`;
    for (const literal of [
      '"a\\u0000b"',
      '{ a: [{ b: "\\ud83d" }] }',
      '"""\\uDE00 \u0000"""',
      '9007199254740993',
      '[1e400]',
    ]) {
      const { status, body } = await server.gql(create(literal), { as: person });
      expect(status, literal).toBe(400);
      expect(body.data, literal).toBeUndefined();
    }
    const query = 'mutation ($input: CreateWorkflowInput!) { createWorkflow(input: $input) { workflow { id } } }';
    const named = await server.gql(query, { as: person, variables: { input: { name: 'a\0', kind: 'PIPELINE' } } });
    expect(named.body.errors[0].extensions).toEqual({ code: 'INVALID_INPUT', inputPath: ['input', 'name'] });
  });

  it('is refused under /api/auth', async () => {
    const body = { name: 'A\0', email: 'g10@example.com', password: 'long enough 1' };
    const { status, body: answer } = await server.post('/api/auth/sign-up/email', body, {
      origin: server.config.publicUrl,
    });
    expect([status, answer.errors[0].extensions.code]).toEqual([400, 'INVALID_INPUT']);
  });
});

it('G11 a number that would be changed is refused in a body, in a literal and on a WebSocket', async () => {
  const body = `{"query":"query ($graph: JSON!) { compile(graph: $graph) { hash } }","variables":{"graph":{"n":9007199254740993}}}`;
  const answer = await server.post('/graphql', body, { cookie: person.cookie });
  expect([answer.status, answer.body.errors[0].message]).toEqual([400, expect.stringContaining('9007199254740993')]);
  const literal = await server.gql('{ compile(graph: { n: 9007199254740993 }) { hash } }', { as: person });
  expect([literal.status, literal.body.errors[0].message]).toEqual([400, expect.stringContaining('9007199254740993')]);
  const socket = server.rawSocket({ cookie: person.cookie });
  const closed = new Promise<[number, string]>((resolve) =>
    socket.once('close', (code, reason) => resolve([code, String(reason)])),
  );
  socket.once('open', () => socket.send('{"type":"connection_init","payload":{"n":9007199254740993}}'));
  expect(await closed).toEqual([4400, expect.stringContaining('9007199254740993')]);
});

it('a subscription over POST is told to use the WebSocket', async () => {
  const { status, body } = await server.gql('subscription { runEvents(runId: "run_x") { seq } }', { as: person });
  expect([status, body.errors[0].extensions.code]).toEqual([400, 'BAD_REQUEST']);
  expect(body.errors[0].message).toMatch(/WebSocket.*graphql-transport-ws/);
  expect(server.logs()).not.toMatch(/"level":50/);
});
