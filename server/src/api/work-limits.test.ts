import { randomUUID } from 'node:crypto';
import type { GraphDocument } from '@muster/schema';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { row } from '../../bench/graphs';
import { testActor } from '../runtime/testing/run-origin';
import type { SignedIn, TestPerson } from '../testing/test-client';
import { startTestServer, type TestServer } from '../testing/test-server';

let server: TestServer;
let ada: TestPerson;
beforeAll(async () => {
  server = await startTestServer();
  ada = await server.signUp();
});
afterAll(() => server.stop());

const ask = (query: string, variables: object = {}, as: SignedIn = { cookie: ada.cookie }) =>
  server.gql(query, { variables, as });
const codesOf = ({ body }: { body: { errors?: { extensions: { code: string } }[] } }) =>
  (body.errors ?? []).map(({ extensions }) => extensions.code);
const aliases = (count: number, field: string) =>
  Array.from({ length: count }, (_, index) => `a${index}: ${field}`).join(' ');

describe('heavy root fields', () => {
  const compileMany = `query ($graph: JSON!) { ${aliases(20, 'compile(graph: $graph) { hash }')} }`;
  const inputs = { createWorkflow: 'CreateWorkflowInput', saveDraft: 'SaveDraftInput', startRun: 'StartRunInput' };

  it('Q16 `compile` stands once in an operation, under whatever names and in whatever fragments', async () => {
    const graph = row(3);
    const many = await ask(compileMany, { graph });
    expect(many.status).toBe(400);
    expect(codesOf(many)).toEqual(['QUERY_TOO_COMPLEX']);
    expect(many.body.errors[0].message).toContain('`compile` may stand once');
    const hidden = `query ($graph: JSON!) { ...One ... on Query { b: compile(graph: $graph) { hash } } }
      fragment One on Query { a: compile(graph: $graph) { hash } }`;
    expect(codesOf(await ask(hidden, { graph }))).toEqual(['QUERY_TOO_COMPLEX']);
    const once = `query ($graph: JSON!) { ...One ...One compile(graph: $graph) { hash } __typename }
      fragment One on Query { compile(graph: $graph) { hash } }`;
    const answer = await ask(once, { graph });
    expect(answer.body.errors).toBeUndefined();
    expect(answer.body.data.compile.hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each(Object.entries(inputs))('Q16 so does `%s`, and nothing of the operation is done', async (field, type) => {
    const count = async () => (await ask('{ workflows(first: 1) { totalCount } }')).body.data.workflows.totalCount;
    const before = await count();
    const variables = {
      createWorkflow: { name: `Never ${randomUUID()}`, kind: 'PIPELINE' },
      saveDraft: { workflowId: 'x', expectedRevision: 1, graph: {} },
      startRun: { workflowId: 'x' },
    }[field];
    const query = `mutation ($input: ${type}!) { ${aliases(2, `${field}(input: $input) { userErrors { code } }`)} }`;
    expect(codesOf(await ask(query, { input: variables }))).toEqual(['QUERY_TOO_COMPLEX']);
    expect(await count()).toBe(before);
  });

  it('Q19 the same over a WebSocket', async () => {
    const socket = server.socket({ cookie: ada.cookie });
    const results = socket.iterate({ query: compileMany, variables: { graph: row(3) } });
    await expect(results.next()).rejects.toMatchObject([{ extensions: { code: 'QUERY_TOO_COMPLEX' } }]);
    await socket.dispose();
  });
});

describe('compiling', () => {
  const large = row(6_000);
  const loose: GraphDocument = { ...large, edges: [...large.edges.slice(1)] };
  const COMPILE = 'query ($graph: JSON!) { compile(graph: $graph) { hash diagnostics { code } } }';

  it('Q16 a large graph leaves the server free for others', async () => {
    await ask(COMPILE, { graph: large });
    let answered = false;
    const compiling = ask(COMPILE, { graph: loose }).finally(() => {
      answered = true;
    });
    let meanwhile = 0;
    while (!answered) {
      await server.gql('{ workflows(first: 1) { totalCount } }');
      meanwhile += 1;
    }
    expect((await compiling).body.data.compile.diagnostics.length).toBeGreaterThan(0);
    // On the thread that answers there would be room for one or two before it began.
    expect(meanwhile).toBeGreaterThan(8);
  });
});

describe('large answers', () => {
  const output = { text: 'x'.repeat(3_000_000) };
  const READ =
    'query ($first: Int!) { runs(first: $first) { nodes { id output nodeRuns(first: 5) { nodes { input output } } } } }';
  const runIds: string[] = [];

  beforeAll(async () => {
    const { body } = await ask('{ workflows(first: 100) { nodes { id kind publishedVersion { id } } } }');
    const workflow = body.data.workflows.nodes.find(({ kind }: { kind: string }) => kind === 'PIPELINE');
    const { db } = server.database;
    const { workspaceId } = await db.workflow.findFirstOrThrow({ where: { id: workflow.id } });
    const startedBy = testActor;
    const place = { workspaceId, workflowId: workflow.id, versionId: workflow.publishedVersion.id, startedBy };
    for (let index = 0; index < 4; index += 1) {
      const id = `run_large_${index}`;
      runIds.push(id);
      await db.run.create({ data: { ...place, id, status: 'SUCCEEDED', input: {}, output, finishedAt: new Date() } });
      const node = { workspaceId, runId: id, iteration: '', status: 'SUCCEEDED', output } as const;
      await db.nodeRun.create({
        data: { ...node, ports: ['out'], id: `nr_${index}`, nodeId: 'a', input: [1, 'é', null] },
      });
    }
  });

  it('Q16 are refused with one coded error that says how to ask for less', async () => {
    const answer = await ask(READ, { first: 4 });
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ errors: [{ extensions: { code: 'ANSWER_TOO_LARGE' } }] });
    expect(answer.body.errors).toHaveLength(1);
    expect(answer.body.errors[0].message).toContain('a smaller `first`');
    expect(answer.body.data).toBeUndefined();
  });

  it('are given as long as they fit, unchanged', async () => {
    const answer = await ask(READ, { first: 2 });
    expect(answer.body.errors).toBeUndefined();
    for (const { nodeRuns, output: given } of answer.body.data.runs.nodes) {
      expect(given).toEqual(output);
      expect(nodeRuns.nodes).toEqual([{ input: [1, 'é', null], output }]);
    }
  });

  it('Q16 count under aliases and in every kind of field together', async () => {
    const fields = runIds.map(
      (id, index) => `a${index}: run(id: "${id}") { input output nodeRuns(first: 5) { nodes { output } } }`,
    );
    expect(codesOf(await ask(`{ ${fields.join(' ')} }`))).toEqual(['ANSWER_TOO_LARGE']);
    expect((await ask(`{ ${fields.slice(0, 2).join(' ')} }`)).body.errors).toBeUndefined();
  });

  it('Q19 are refused over a WebSocket, sooner', async () => {
    const socket = server.socket({ cookie: ada.cookie });
    const { value } = await socket.iterate({ query: READ, variables: { first: 2 } }).next();
    expect(value).toMatchObject({ data: null, errors: [{ extensions: { code: 'ANSWER_TOO_LARGE' } }] });
    await socket.dispose();
  });

  it('Q16 E13 count against the next requests of their workspace while another one is served', async () => {
    const grace = await server.signUp({ name: 'Grace' });
    let over = false;
    const others = (async () => {
      while (!over) await server.gql('{ viewer { __typename } }', { as: grace });
    })();
    const answers = await Promise.all(Array.from({ length: 8 }, () => ask(READ, { first: 2 })));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    const refused = await ask('{ viewer { __typename } }');
    expect([refused.status, codesOf(refused)]).toEqual([429, ['RATE_LIMITED']]);
    const socket = server.socket({ cookie: ada.cookie });
    const { value } = await socket.iterate({ query: '{ viewer { __typename } }' }).next();
    expect(value).toMatchObject({ errors: [{ extensions: { code: 'RATE_LIMITED' } }] });
    await socket.dispose();
    over = true;
    await others;
  });
});
