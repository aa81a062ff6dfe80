import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SignedIn } from '../testing/test-client';
import { startTestServer, type TestServer } from '../testing/test-server';

let server: TestServer;
let key: SignedIn;
beforeAll(async () => {
  server = await startTestServer({ env: { MUSTER_OFFLINE_DELAY_MS: '2' } });
  key = await server.apiKey(await server.signUp());
});
afterAll(() => server.stop());

const ask = async (query: string, variables: object = {}) => {
  const { body } = await server.gql(query, { variables, as: key });
  expect(body.errors).toBeUndefined();
  return body.data;
};

interface Event {
  seq: number | null;
  type: string;
}
/** Reads on until the run ends, or drops the socket as soon as `leave` says so. */
async function read(runId: string, afterSeq: number, leave: (event: Event) => boolean = () => false): Promise<Event[]> {
  const socket = server.socket(key);
  const events: Event[] = [];
  const query = `subscription ($runId: ID!, $afterSeq: Int) { runEvents(runId: $runId, afterSeq: $afterSeq) { seq type } }`;
  for await (const { data, errors } of socket.iterate<{ runEvents: Event }>({
    query,
    variables: { runId, afterSeq },
  })) {
    expect(errors).toBeUndefined();
    if (!data) continue;
    events.push(data.runEvents);
    if (!leave(data.runEvents)) continue;
    socket.terminate();
    break;
  }
  await socket.dispose();
  return events;
}

describe('the whole server', () => {
  it('is ready, and tells what it runs on', async () => {
    const ready = await fetch(`${server.url}/readyz`);
    expect(await ready.json()).toEqual({
      status: 'ready',
      checks: { database: 'ok', migrations: 'ok', engine: 'ok' },
    });
    const { system } = await ask('{ system { engine models { demonstration } missing } }');
    expect(system).toMatchObject({
      engine: 'EMBEDDED',
      models: { demonstration: true },
      missing: [expect.any(String)],
    });
  });

  it('gives a new workspace the examples, published', async () => {
    const { workflows } = await ask('{ workflows(first: 20) { nodes { slug publishedVersion { number } } } }');
    const slugs = workflows.nodes.map(({ slug }: { slug: string }) => slug).sort();
    expect(slugs).toEqual(['bug-squad', 'fix-a-bug-report', 'release-notes', 'review-squad', 'support-mail']);
    for (const { publishedVersion } of workflows.nodes) expect(publishedVersion).toEqual({ number: 1 });
  });

  it('runs an example for a plain client that loses its socket, and no event is missing or doubled', async () => {
    const { workflows } = await ask('{ workflows(first: 20) { nodes { id slug } } }');
    const { id: workflowId } = workflows.nodes.find(({ slug }: { slug: string }) => slug === 'fix-a-bug-report');
    const input = { title: 'The cart crashes', report: 'It crashes when the last item is removed.' };
    const { startRun } = await ask(
      'mutation ($input: StartRunInput!) { startRun(input: $input) { run { id } userErrors { code message } } }',
      { input: { workflowId, input } },
    );
    expect(startRun.userErrors).toEqual([]);
    const runId = startRun.run.id;
    const before = await read(runId, 0, ({ seq }) => (seq ?? 0) >= 5);
    const lastSeq = Math.max(...before.map(({ seq }) => seq ?? 0));
    const after = await read(runId, lastSeq);
    const { run } = await ask('query ($id: ID!) { run(id: $id) { status lastSeq } }', { id: runId });
    const seqs = [...before, ...after].flatMap(({ seq }) => seq ?? []);
    expect(run.status).toBe('SUCCEEDED');
    expect(seqs).toEqual(Array.from({ length: run.lastSeq }, (_, index) => index + 1));
    expect(after.at(-1)?.type).toBe('run.completed');
    expect(await read(runId, 0)).toHaveLength(run.lastSeq);
  });

  it('answers bad input with codes, and goes on', async () => {
    const refused = async (query: string, variables: object = {}) =>
      (await server.gql(query, { variables, as: key })).body.errors?.[0]?.extensions.code;
    expect(await refused('{ workflows(first: 1000000) { totalCount } }')).toBe('INVALID_INPUT');
    const create =
      'mutation ($input: CreateWorkflowInput!) { createWorkflow(input: $input) { userErrors { code } diagnostics { code } } }';
    const graph = {
      schemaVersion: 1,
      kind: 'pipeline',
      nodes: [],
      edges: [],
      view: { notes: ['x'.repeat(5.1 * 1024 * 1024)] },
    };
    const { createWorkflow } = await ask(create, { input: { name: 'large', kind: 'PIPELINE', graph } });
    expect(createWorkflow.userErrors[0].code).toBe('GRAPH_TOO_LARGE');
    expect((await ask('{ nodeTypes { type } }')).nodeTypes.length).toBeGreaterThan(5);
  });
});
