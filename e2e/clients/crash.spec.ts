import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { type ApiClient, apiKeyClient, type RunEvent, readEvents } from '../support/api';
import { freePort, type Running, startProgram } from '../support/process';

const agents = ['one', 'two', 'three', 'four', 'five'] as const;

/** One agent, then two side by side, then two more in a row. */
const graph = {
  schemaVersion: 1,
  kind: 'pipeline',
  nodes: [
    { id: 'start', type: 'trigger.manual', typeVersion: 1, name: 'Start', config: {} },
    ...agents.map((id) => ({
      id,
      type: 'agent.task',
      typeVersion: 1,
      name: id,
      config: { role: 'backend-developer', instructions: `task-${id}`, maxTurns: 3 },
    })),
  ],
  edges: [
    ['start', 'one'],
    ['one', 'two'],
    ['one', 'three'],
    ['two', 'four'],
    ['three', 'four'],
    ['four', 'five'],
  ].map(([source, target]) => ({
    id: `${source}.${target}`,
    source: { node: source, port: 'out' },
    target: { node: target, port: 'in' },
  })),
};

/** Each agent is answered by its own rule; the third only once it is let go. */
const script = agents.map((id) => ({
  key: id,
  when: { any: `task-${id}` },
  reply: { text: `${id} is done` },
  ...(id === 'three' ? { hold: 'third' } : {}),
}));

const stored = (events: RunEvent[]): RunEvent[] => events.filter((event) => event.seq !== null);
const post = (url: string, body: unknown) =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

async function startRun(client: ApiClient): Promise<string> {
  const { createWorkflow } = await client.call(
    'mutation ($input: CreateWorkflowInput!) { createWorkflow(input: $input) { workflow { id draftRevision } userErrors { code message } } }',
    { input: { name: 'Five agents', kind: 'PIPELINE', graph } },
  );
  expect(createWorkflow.userErrors).toEqual([]);
  const { id: workflowId, draftRevision } = createWorkflow.workflow;
  const { publishWorkflow } = await client.call(
    'mutation ($input: PublishWorkflowInput!) { publishWorkflow(input: $input) { userErrors { code message } } }',
    { input: { workflowId, expectedRevision: draftRevision } },
  );
  expect(publishWorkflow.userErrors).toEqual([]);
  const { startRun } = await client.call(
    'mutation ($input: StartRunInput!) { startRun(input: $input) { run { id } userErrors { code message } } }',
    { input: { workflowId, input: {} } },
  );
  expect(startRun.userErrors).toEqual([]);
  return startRun.run.id;
}

/** R2, R3: the whole server ends in the middle of a run, with real processes, Postgres and HTTP. */
test.describe('kill -9 of the server in the middle of a run with five agents', () => {
  let data: string;
  let models: Running;
  let modelsUrl: string;
  let server: Running | undefined;
  let env: Record<string, string>;

  const startServer = () => startProgram('server/src/main.ts', /^ready http/m, env);

  test.beforeAll(async () => {
    data = await mkdtemp(join(tmpdir(), 'muster-crash-'));
    models = await startProgram('server/src/agents/testing/scripted-model-server.cli.ts', /^ready \S+/m, {});
    const url = /^ready (\S+)/m.exec(models.output())?.[1] ?? '';
    modelsUrl = new URL(url).origin;
    await post(`${modelsUrl}/__script`, script);
    const port = await freePort();
    env = {
      PORT: String(await freePort()),
      API_PORT: String(port),
      // No web app here: programs talk to the server itself.
      MUSTER_URL: `http://localhost:${port}`,
      MUSTER_DATA: data,
      DATABASE_URL: '',
      REDIS_URL: '',
      OPENAI_BASE_URL: url,
      OPENAI_API_KEY: 'sk-scripted',
    };
  });

  test.afterAll(async () => {
    await server?.stop();
    await models.stop();
    await rm(data, { recursive: true, force: true });
  });

  test('the run finishes after a restart, and nothing recorded is paid for again', async () => {
    server = await startServer();
    const client = await apiKeyClient(env.MUSTER_URL ?? '');
    const runId = await startRun(client);
    const before = await readEvents(
      client,
      runId,
      0,
      (event) => event.type === 'node.completed' && event.nodeId === 'two',
    );
    const calls = async () => (await fetch(`${modelsUrl}/__calls`)).json();
    await expect.poll(async () => (await calls()).calls.map((call: { key: string }) => call.key)).toContain('three');

    await server.stop('SIGKILL');
    await post(`${modelsUrl}/__release`, { hold: 'third' });
    server = await startServer();

    const lastSeq = stored(before).at(-1)?.seq ?? 0;
    const after = await readEvents(client, runId, lastSeq);
    const events = [...stored(before), ...stored(after)];
    expect(events.map((event) => event.seq)).toEqual(events.map((_, index) => index + 1));
    expect(events.at(-1)?.type).toBe('run.completed');

    const { run } = await client.call(
      'query ($id: ID!) { run(id: $id) { status nodeRuns(first: 100) { nodes { nodeId status output } } } }',
      {
        id: runId,
      },
    );
    expect(run.status).toBe('SUCCEEDED');
    const texts = run.nodeRuns.nodes
      .filter((each: { nodeId: string }) => each.nodeId !== 'start')
      .map((each: { nodeId: string; output: { text: string } }) => [each.nodeId, each.output.text]);
    expect(Object.fromEntries(texts)).toEqual(Object.fromEntries(agents.map((id) => [id, `${id} is done`])));

    const count = (key: string, all: { key: string }[]) => all.filter((call) => call.key === key).length;
    const { calls: all } = await calls();
    // The third was asked, and not recorded, when the server ended; it alone is asked again.
    expect(Object.fromEntries(agents.map((id) => [id, count(id, all)]))).toEqual({
      one: 1,
      two: 1,
      three: 2,
      four: 1,
      five: 1,
    });
  });
});
