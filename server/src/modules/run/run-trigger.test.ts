import type { Actor, GraphDocument, GraphNode, JsonObject } from '@muster/schema';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { smallPipeline, smallSquad } from '../../api/testing/graphs';
import { createTestWorld, type TestWorld, withScopes } from '../../api/testing/test-world';
import type { Viewer } from '../../shared/viewer';

const START = `mutation ($input: StartRunInput!) { startRun(input: $input) {
  run { id triggerNodeId startedBy { kind id label } } userErrors { code message path } } }`;

let world: TestWorld;
let ada: Viewer;
beforeAll(async () => {
  world = await createTestWorld();
  ada = await world.person();
});
afterAll(() => world.close());

const start = async (input: object, viewer = ada) => (await world.gql(viewer, START, { input })).data.startRun;

async function published(graph: GraphDocument): Promise<string> {
  const { workflow } = await world.services.workflows.create(ada, { name: 'Triggers', kind: graph.kind, graph });
  const workflowId = workflow?.id ?? '';
  await world.services.versions.publish(ada, { workflowId, expectedRevision: 1 });
  return workflowId;
}

const requires = (key: string): JsonObject => ({
  properties: { [key]: {} },
  required: [key],
  additionalProperties: false,
});
const manual = (id: string, name: string, more: Partial<GraphNode> = {}): GraphNode => ({
  ...{ id, type: 'trigger.manual', typeVersion: 1, name, config: {} },
  ...more,
});

/** A pipeline with these triggers, all leading to one node. */
function withTriggers(...triggers: GraphNode[]): GraphDocument {
  const end: GraphNode = { id: 'end', type: 'flow.merge', typeVersion: 1, name: 'End', config: {} };
  const edges = triggers.map(({ id }) => ({
    id: `e-${id}`,
    source: { node: id, port: 'out' },
    target: { node: 'end', port: 'in' },
  }));
  return { schemaVersion: 1, kind: 'pipeline', nodes: [...triggers, end], edges };
}

describe('who started a run', () => {
  it('is the person, in the answer, the row and the first event', async () => {
    const { run } = await start({ workflowId: await published(smallPipeline()) });
    const startedBy = { kind: 'USER', id: ada.userId, label: 'Ada' };
    expect(run).toMatchObject({ triggerNodeId: 'start', startedBy });
    expect(await world.db.run.findUnique({ where: { id: run.id } })).toMatchObject({
      startedBy,
      triggerNodeId: 'start',
    });
    await world.store.begin(run.id);
    expect((await world.store.events(run.id, 0, 1))[0]).toMatchObject({ data: { startedBy, triggerNodeId: 'start' } });
  });

  it('is the API key, not the person who made it', async () => {
    const key = withScopes(ada, ['runs:read', 'runs:write', 'workflows:read']);
    const { run } = await start({ workflowId: await published(smallPipeline()) }, key);
    expect(run.startedBy).toEqual({ kind: 'API_KEY', id: 'key1', label: 'Deploy key' });
  });

  it('is in the log, once for each run and without the name of a person', async () => {
    const workflowId = await published(smallPipeline());
    const { run } = await start({ workflowId, idempotencyKey: 'logged-once' });
    await start({ workflowId, idempotencyKey: 'logged-once' });
    const lines = world.logged.filter(([details]) => (details as { runId?: string }).runId === run.id);
    expect(lines).toEqual([
      [
        {
          runId: run.id,
          workspaceId: ada.workspaceId,
          workflowId,
          versionId: expect.stringMatching(/^ver_/),
          triggerNodeId: 'start',
          startedBy: { kind: 'USER', id: ada.userId },
        },
        'run accepted',
      ],
    ]);
  });

  it('is what it was called at that time', async () => {
    const grace = await world.person('Grace');
    const graph = smallPipeline();
    const { workflow } = await world.services.workflows.create(grace, { name: 'x', kind: graph.kind, graph });
    await world.services.versions.publish(grace, { workflowId: workflow?.id ?? '', expectedRevision: 1 });
    const { run } = await start({ workflowId: workflow?.id }, grace);
    await world.db.user.update({ where: { id: grace.userId }, data: { name: 'Rear Admiral Hopper' } });
    const { data } = await world.gql(grace, 'query ($id: ID!) { run(id: $id) { startedBy { label } } }', {
      id: run.id,
    });
    expect(data.run.startedBy.label).toBe('Grace');
  });

  it.each<Actor>([
    { kind: 'WEBHOOK', id: 'whk_1', label: 'GitHub' },
    { kind: 'SCHEDULE', id: 'start', label: 'Every morning' },
    { kind: 'SYSTEM', id: null, label: 'Muster' },
  ])('can be anything that starts runs, without a viewer: $kind', async (actor) => {
    const workflowId = await published(smallPipeline());
    const { run } = await world.services.startRun.startAs(ada.workspaceId, actor, { workflowId });
    expect(run).toMatchObject({ startedBy: actor, triggerNodeId: 'start' });
  });
});

describe('the trigger of a run', () => {
  it('may be left out when the version has one manual trigger', async () => {
    const off = manual('off', 'Off', { policy: { disabled: true } });
    const workflowId = await published(withTriggers(manual('a', 'By hand'), off));
    expect((await start({ workflowId })).run).toMatchObject({ triggerNodeId: 'a' });
  });

  it('has to be named when there are several, and the error lists them', async () => {
    const workflowId = await published(withTriggers(manual('a', 'Report'), manual('b', 'Idea')));
    expect(await start({ workflowId })).toEqual({
      run: null,
      userErrors: [
        {
          code: 'TRIGGER_REQUIRED',
          message:
            'This version has 2 manual triggers. Name one in `triggerNodeId`: "Report" (a, trigger.manual), "Idea" (b, trigger.manual).',
          path: ['triggerNodeId'],
        },
      ],
    });
    expect((await start({ workflowId, triggerNodeId: 'b' })).run).toMatchObject({ triggerNodeId: 'b' });
  });

  it.each([
    ['a node that is no trigger', 'end', /has no trigger with this id.*"Report" \(a, trigger\.manual\)\.$/],
    ['a node that is not there', 'ghost', /has no trigger with this id/],
    ['a disabled trigger', 'off', /"off" is disabled.*"Report"/],
    ['nothing', '', /has no trigger with this id/],
  ])('is refused when it is %s', async (_case, triggerNodeId, message) => {
    const off = manual('off', 'Off', { policy: { disabled: true } });
    const workflowId = await published(withTriggers(manual('a', 'Report'), off));
    const { run, userErrors } = await start({ workflowId, triggerNodeId });
    expect(run).toBeNull();
    expect(userErrors).toEqual([
      { code: 'TRIGGER_NOT_FOUND', message: expect.stringMatching(message), path: ['triggerNodeId'] },
    ]);
  });

  it('alone checks the input', async () => {
    const workflowId = await published(
      withTriggers(
        manual('a', 'Report', { config: { inputSchema: requires('report') } }),
        manual('b', 'Idea', { config: { inputSchema: requires('idea') } }),
      ),
    );
    const codes = async (triggerNodeId: string, input: object) =>
      (await start({ workflowId, triggerNodeId, input })).userErrors.map(({ code }: { code: string }) => code);
    expect(await codes('a', { report: 'x' })).toEqual([]);
    expect(await codes('b', { idea: 'x' })).toEqual([]);
    expect(await codes('a', { idea: 'x' })).toContain('RUN_INPUT_INVALID');
    expect(await codes('b', { report: 'x' })).toContain('RUN_INPUT_INVALID');
  });

  it('is not there for a squad', async () => {
    const workflowId = await published(smallSquad());
    const input = { title: 'Mend it' };
    expect((await start({ workflowId, input })).run).toMatchObject({ triggerNodeId: null });
    expect((await start({ workflowId, input, triggerNodeId: 'ada' })).userErrors).toMatchObject([
      { code: 'TRIGGER_NOT_FOUND', message: 'A squad has no triggers. Leave out `triggerNodeId`.' },
    ]);
  });

  it('of the version that was asked for counts, not of the published one', async () => {
    const { workflow } = await world.services.workflows.create(ada, {
      name: 'Two versions',
      kind: 'pipeline',
      graph: withTriggers(manual('old', 'Old')),
    });
    const workflowId = workflow?.id ?? '';
    const first = await world.services.versions.publish(ada, { workflowId, expectedRevision: 1 });
    const graph = withTriggers(manual('new', 'New'));
    await world.services.workflows.saveDraft(ada, { workflowId, expectedRevision: 1, graph });
    await world.services.versions.publish(ada, { workflowId, expectedRevision: 2 });
    expect((await start({ workflowId, versionId: first.version?.id })).run).toMatchObject({ triggerNodeId: 'old' });
    expect((await start({ workflowId })).run).toMatchObject({ triggerNodeId: 'new' });
  });
});
