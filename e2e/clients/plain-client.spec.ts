import { expect, test } from '@playwright/test';
import { apiKeyClient, type RunEvent, readEvents } from '../support/api';

const stored = (events: RunEvent[]): RunEvent[] => events.filter((event) => event.seq !== null);

const agent = (id: string, instructions: unknown) => ({
  id,
  type: 'agent.task',
  typeVersion: 1,
  name: id,
  config: { role: 'backend-developer', instructions, maxTurns: 4 },
});

/** A trigger and three agents in a row: long enough to be interrupted. */
const graph = {
  schemaVersion: 1,
  kind: 'pipeline',
  nodes: [
    { id: 'start', type: 'trigger.manual', typeVersion: 1, name: 'Start', config: {} },
    agent('first', { $template: ['Sum up: ', { $ref: { node: 'start', path: ['title'] } }] }),
    agent('second', { $template: ['Criticise: ', { $ref: { node: 'first', path: ['text'] } }] }),
    agent('third', { $template: ['Conclude: ', { $ref: { node: 'second', path: ['text'] } }] }),
  ],
  edges: [
    ['start', 'first'],
    ['first', 'second'],
    ['second', 'third'],
  ].map(([source, target], index) => ({
    id: `e${index}`,
    source: { node: source, port: 'out' },
    target: { node: target, port: 'in' },
  })),
};

test('a plain client creates, saves, publishes, starts, loses its socket in the middle and misses nothing', async () => {
  const client = await apiKeyClient(process.env.MUSTER_E2E_URL ?? '');

  const { createWorkflow } = await client.call(
    'mutation ($input: CreateWorkflowInput!) { createWorkflow(input: $input) { workflow { id draftRevision } userErrors { code } } }',
    { input: { name: 'By hand', kind: 'PIPELINE' } },
  );
  expect(createWorkflow.userErrors).toEqual([]);
  const workflowId = createWorkflow.workflow.id;

  const { saveDraft } = await client.call(
    'mutation ($input: SaveDraftInput!) { saveDraft(input: $input) { workflow { draftRevision } diagnostics { code severity } userErrors { code } } }',
    { input: { workflowId, expectedRevision: createWorkflow.workflow.draftRevision, graph } },
  );
  expect(saveDraft.userErrors).toEqual([]);
  expect(saveDraft.diagnostics.filter((each: { severity: string }) => each.severity === 'ERROR')).toEqual([]);

  const stale = await client.call(
    'mutation ($input: SaveDraftInput!) { saveDraft(input: $input) { workflow { draftRevision } userErrors { code } } }',
    { input: { workflowId, expectedRevision: createWorkflow.workflow.draftRevision, graph } },
  );
  expect(stale.saveDraft.userErrors[0].code).toBe('DRAFT_CONFLICT');
  expect(stale.saveDraft.workflow.draftRevision).toBe(saveDraft.workflow.draftRevision);

  const { publishWorkflow } = await client.call(
    'mutation ($input: PublishWorkflowInput!) { publishWorkflow(input: $input) { version { id number hash } userErrors { code message } } }',
    { input: { workflowId, expectedRevision: saveDraft.workflow.draftRevision } },
  );
  expect(publishWorkflow.userErrors).toEqual([]);
  expect(publishWorkflow.version.number).toBe(1);

  const start = () =>
    client.call('mutation ($input: StartRunInput!) { startRun(input: $input) { run { id } userErrors { code } } }', {
      input: { workflowId, input: { title: 'The cart total is wrong' }, idempotencyKey: `once-${workflowId}` },
    });
  const runId = (await start()).startRun.run.id;
  expect((await start()).startRun.run.id).toBe(runId);

  const before = await readEvents(
    client,
    runId,
    0,
    (event) => event.type === 'node.started' && event.nodeId === 'second',
  );
  const lastSeq = stored(before).at(-1)?.seq ?? 0;
  const after = await readEvents(client, runId, lastSeq);

  const events = [...stored(before), ...stored(after)];
  expect(events.map((event) => event.seq)).toEqual(events.map((_, index) => index + 1));
  expect(events[0]?.type).toBe('run.started');
  expect(events.at(-1)?.type).toBe('run.completed');
  expect(after.some((event) => event.type === 'agent.token' && event.seq === null)).toBe(true);

  const whole = await readEvents(client, runId, 0);
  expect(stored(whole)).toEqual(events);

  const { run } = await client.call(
    'query ($id: ID!) { run(id: $id) { status lastSeq output usage { modelCalls } nodeRuns(first: 100) { totalCount nodes { nodeId status iteration } } } }',
    { id: runId },
  );
  expect(run.status).toBe('SUCCEEDED');
  expect(run.lastSeq).toBe(events.length);
  expect(run.nodeRuns.totalCount).toBe(4);
  expect(run.usage.modelCalls).toBeGreaterThanOrEqual(3);
  expect(
    run.nodeRuns.nodes.map((each: { nodeId: string; status: string }) => `${each.nodeId} ${each.status}`).sort(),
  ).toEqual(['first SUCCEEDED', 'second SUCCEEDED', 'start SUCCEEDED', 'third SUCCEEDED']);
});
