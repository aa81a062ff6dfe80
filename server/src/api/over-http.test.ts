import { readdir, readFile } from 'node:fs/promises';
import {
  type GraphQLInputType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  separateOperations,
  typeFromAST,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestPerson } from '../testing/test-client';
import { startTestServer, type TestServer } from '../testing/test-server';
import { buildSchema } from './build-schema';
import { smallPipeline } from './testing/graphs';

let server: TestServer;
let ada: TestPerson;
let key: { authorization: string };
beforeAll(async () => {
  server = await startTestServer();
  ada = await server.signUp();
  key = await server.apiKey(ada);
});
afterAll(() => server.stop());

/** Id of the example "Fix a bug report". */
async function bugReports(): Promise<string> {
  const { body } = await server.gql('{ workflows(first: 100) { nodes { id slug } } }', { as: key });
  return body.data.workflows.nodes.find(({ slug }: { slug: string }) => slug === 'fix-a-bug-report').id;
}

const schema = buildSchema();
const folder = new URL('../../../schema/operations/', import.meta.url);
const documents = await Promise.all((await readdir(folder)).map((name) => readFile(new URL(name, folder), 'utf8')));
const operations = Object.entries(separateOperations(parse(documents.join('\n'))));

/** Something of this type: as much as the limits allow, of things that do not exist. */
function sample(type: GraphQLInputType): unknown {
  if (isNonNullType(type)) return sample(type.ofType as GraphQLInputType);
  if (isListType(type)) return [];
  const named = getNamedType(type);
  if (isEnumType(named)) return named.getValues()[0]?.name;
  if (isInputObjectType(named)) {
    const required = Object.values(named.getFields()).filter((field) => isNonNullType(field.type));
    return Object.fromEntries(required.map((field) => [field.name, sample(field.type)]));
  }
  return named.name === 'Int' ? 100 : named.name === 'JSON' ? {} : named.name === 'Boolean' ? true : 'x';
}

function variablesOf(operation: OperationDefinitionNode): Record<string, unknown> {
  const required = (operation.variableDefinitions ?? []).filter(({ type }) => type.kind === Kind.NON_NULL_TYPE);
  return Object.fromEntries(
    required.map(({ variable, type }) => [variable.name.value, sample(typeFromAST(schema, type as never) as never)]),
  );
}

describe('what the web app asks', () => {
  const ofHttp = operations.filter(([, { definitions }]) =>
    definitions.some((each) => each.kind === Kind.OPERATION_DEFINITION && each.operation !== 'subscription'),
  );

  it.each(ofHttp)('%s is within the limits, with full pages', async (_name, document) => {
    const operation = document.definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION);
    expect(operation).toBeDefined();
    const variables = operation ? variablesOf(operation) : {};
    const { status, body } = await server.gql(print(document), { variables, as: ada });
    expect(body.errors ?? []).toEqual([]);
    expect(status).toBe(200);
  });
});

describe('bad input over HTTP', () => {
  const CREATE = `mutation ($graph: JSON) { createWorkflow(input: { name: "Bad", kind: PIPELINE, graph: $graph }) {
    workflow { id } userErrors { code } } }`;
  const count = async () =>
    (await server.gql('{ workflows(first: 1) { totalCount } }', { as: key })).body.data.workflows.totalCount;
  const node = smallPipeline().nodes[0];

  it.each<[string, unknown, string]>([
    ['is text', 'not a graph', 'GRAPH_NOT_JSON'],
    ['is of a newer schema version', { ...smallPipeline(), schemaVersion: 99 }, 'GRAPH_TOO_NEW'],
    [
      'has __proto__ as an id',
      { ...smallPipeline(), edges: [], nodes: [{ ...node, id: '__proto__' }] },
      'GRAPH_NAME_RESERVED',
    ],
    [
      'has 5.1 MB',
      { ...smallPipeline(), edges: [], nodes: [{ ...node, config: { text: 'x'.repeat(5_100_000) } }] },
      'GRAPH_TOO_LARGE',
    ],
  ])('a graph that %s is refused, and nothing is saved', async (_case, graph, code) => {
    const before = await count();
    const { status, body } = await server.gql(CREATE, { variables: { graph }, as: key });
    expect([status, body.data.createWorkflow]).toEqual([200, { workflow: null, userErrors: [{ code }] }]);
    expect(await count()).toBe(before);
  });

  it('a body that is not JSON is refused', async () => {
    const { status, body } = await server.post('/graphql', '{"query": "{ viewer { id } }", "variables": {oops}}', key);
    expect(status).toBe(400);
    expect(body.errors[0].extensions.code).toEqual(expect.any(String));
  });

  const deep = `{ ${'viewer { workspace { '.repeat(25)} id ${'} }'.repeat(25)} }`;
  const aliases = `{ ${Array.from({ length: 10_000 }, (_, index) => `a${index}: viewer { id }`).join(' ')} }`;
  it.each([
    ['a page of a million', '{ runs(first: 1000000) { nodes { id } } }', 'INVALID_INPUT'],
    ['a page of nothing', '{ runs(first: 0) { nodes { id } } }', 'INVALID_INPUT'],
    ['a page of minus one', '{ runs(first: -1) { nodes { id } } }', 'INVALID_INPUT'],
    ['fifty levels', deep, 'QUERY_TOO_COMPLEX'],
    ['ten thousand aliases', aliases, 'QUERY_TOO_COMPLEX'],
    [
      'pages in pages in pages',
      '{ workflows(first: 100) { nodes { runs(first: 100) { nodes { messages(first: 100) { nodes { id } } } } } } }',
      'QUERY_TOO_COMPLEX',
    ],
  ])('%s is refused with a code', async (_case, query, code) => {
    const { body } = await server.gql(query, { as: key });
    expect(body.data?.runs ?? null).toBeNull();
    expect(body.errors[0].extensions.code).toBe(code);
  });

  it('no key and a wrong key are refused with a code', async () => {
    for (const as of [undefined, { authorization: 'Bearer mus_thisisnotakeyatall' }]) {
      const { body } = await server.gql('{ workflows(first: 1) { totalCount } }', { as });
      expect(body.errors[0].extensions.code).toBe('UNAUTHENTICATED');
    }
  });

  it("a run input that breaks the trigger's schema is refused at the place", async () => {
    const id = await bugReports();
    const start = 'mutation ($i: StartRunInput!) { startRun(input: $i) { run { id } userErrors { code path } } }';
    const answer = await server.gql(start, { as: key, variables: { i: { workflowId: id, input: { title: 'Cart' } } } });
    expect(answer.body.data.startRun).toEqual({
      run: null,
      userErrors: [{ code: 'RUN_INPUT_INVALID', path: ['input', 'report'] }],
    });
  });
});

describe('a key of one workspace', () => {
  it('finds nothing of another one, over HTTP and over a socket (A7)', async () => {
    const id = await bugReports();
    const other = await server.apiKey(await server.signUp({ name: 'Mallory' }));
    const read = await server.gql(`{ workflow(id: "${id}") { id } }`, { as: other });
    expect(read.body).toEqual({ data: { workflow: null } });
    const start = `mutation { startRun(input: { workflowId: "${id}", input: { title: "Mine", report: "Not yours at all" } }) {
      run { id } userErrors { code } } }`;
    expect((await server.gql(start, { as: other })).body.data.startRun.userErrors).toEqual([{ code: 'NOT_FOUND' }]);
    const mine = (await server.gql(start, { as: key })).body.data.startRun.run.id;
    const socket = server.socket(other);
    const { value: first } = await socket
      .iterate({ query: `subscription { runEvents(runId: "${mine}") { seq } }` })
      .next();
    expect(first?.errors?.[0]?.extensions?.code).toBe('NOT_FOUND');
    await socket.dispose();
  });
});
