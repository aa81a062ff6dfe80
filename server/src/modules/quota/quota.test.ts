import type { GraphDocument } from '@muster/schema';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { smallPipeline } from '../../api/testing/graphs';
import { createTestWorld, type TestWorld } from '../../api/testing/test-world';
import type { Viewer } from '../../shared/viewer';
import { countEndedRuns, createQuotaRepository } from './quota.repository';
import { createStoredBytesCounter } from './stored-bytes-counter';

let world: TestWorld;
beforeAll(async () => {
  world = await createTestWorld({
    MUSTER_QUOTA_RUNS: '2',
    MUSTER_QUOTA_WORKFLOWS: '3',
    MUSTER_QUOTA_API_KEYS: '2',
    MUSTER_QUOTA_STORED_MB: '1',
  });
});
afterAll(() => world.close());

const errors = 'userErrors { code message path }';
const CREATE = `mutation ($graph: JSON) {
  createWorkflow(input: { name: "One more", kind: PIPELINE, graph: $graph }) { workflow { id } ${errors} } }`;
const create = async (viewer: Viewer, graph: GraphDocument | null = null) =>
  (await world.gql(viewer, CREATE, { graph })).data.createWorkflow;
const START = `mutation ($id: ID!, $input: JSON) {
  startRun(input: { workflowId: $id, input: $input }) { run { id } ${errors} } }`;
const start = async (viewer: Viewer, id: string, input: unknown = {}) =>
  (await world.gql(viewer, START, { id, input })).data.startRun;

async function published(viewer: Viewer): Promise<string> {
  const { workflow } = await create(viewer, smallPipeline());
  await world.services.versions.publish(viewer, { workflowId: workflow.id, expectedRevision: 1 });
  return workflow.id;
}

const withText = (length: number): GraphDocument => {
  const graph = smallPipeline();
  return { ...graph, view: { nodes: {}, notes: notesOf(length) } };
};
const notesOf = (length: number) =>
  Array.from({ length: Math.ceil(length / 10_000) }, (_, index) => ({
    id: `n${index}`,
    x: 0,
    y: 0,
    text: 'x'.repeat(9_900),
  }));

describe('quotas of a workspace', () => {
  it('R10 bound the runs that are queued or running, until some end', async () => {
    const [ada, grace] = [await world.person(), await world.person('Grace')];
    const workflow = await published(ada);
    const first = await start(ada, workflow);
    await start(ada, workflow);
    const refused = await start(ada, workflow);
    expect(refused.run).toBeNull();
    expect(refused.userErrors).toMatchObject([{ code: 'QUOTA_EXCEEDED' }]);
    expect(refused.userErrors[0].message).toBe(
      'The workspace has 2 runs queued or running; it may have 2. Wait until some have ended, or cancel some, or ask the operator to raise MUSTER_QUOTA_RUNS.',
    );
    expect((await start(grace, await published(grace))).userErrors).toEqual([]);
    await world.store.finishRun(first.run.id, { status: 'CANCELLED' });
    expect((await start(ada, workflow)).userErrors).toEqual([]);
  });

  it('do not stop a run that was started before from being found by its key', async () => {
    const ada = await world.person();
    const workflowId = await published(ada);
    const input = { workflowId, idempotencyKey: 'again' };
    const { run } = await world.services.startRun.start(ada, input);
    await start(ada, workflowId);
    expect((await world.services.startRun.start(ada, input)).run?.id).toBe(run?.id);
  });

  it('bound workflows, until some are deleted', async () => {
    const ada = await world.person();
    const made = [await create(ada), await create(ada), await create(ada)];
    expect((await create(ada)).userErrors).toMatchObject([{ code: 'QUOTA_EXCEEDED' }]);
    await world.services.workflows.remove(ada, { workflowId: made[0].workflow.id });
    expect((await create(ada)).userErrors).toEqual([]);
  });

  it('bound API keys, until some are revoked', async () => {
    const ada = await world.person();
    const key = () => world.services.apiKeys.create(ada, { name: 'one more' });
    const made = await key();
    await key();
    await expect(key()).rejects.toMatchObject({
      code: 'QUOTA_EXCEEDED',
      details: { what: 'apiKeys', limit: 2, used: 2 },
    });
    await world.services.apiKeys.revoke(ada, made.id);
    await expect(key()).resolves.toMatchObject({ name: 'one more' });
  });

  it('bound what drafts and versions hold', async () => {
    const ada = await world.person();
    const { workflow } = await create(ada, withText(400_000));
    expect((await create(ada, withText(700_000))).userErrors).toMatchObject([{ code: 'QUOTA_EXCEEDED' }]);
    const save = (expectedRevision: number, graph: GraphDocument) =>
      world.services.workflows.saveDraft(ada, { workflowId: workflow.id, expectedRevision, graph });
    await expect(save(1, withText(1_100_000))).rejects.toMatchObject({
      code: 'QUOTA_EXCEEDED',
      details: { what: 'storedBytes', limit: 1 },
    });
    // It takes the place of the last one, and may always be smaller.
    await expect(save(1, withText(300_000))).resolves.toMatchObject({ workflow: { draftRevision: 2 } });
  });

  it('bound what runs have left behind, counted once when they have ended', async () => {
    await countEndedRuns(world.db, 100);
    const ada = await world.person();
    const workflow = await published(ada);
    const { run } = await start(ada, workflow, { text: 'x'.repeat(600_000) });
    await world.store.begin(run.id);
    const node = { runId: run.id, nodeId: 'start', iteration: '' };
    await world.store.finishNodes([{ ...node, status: 'SUCCEEDED', ports: ['out'], output: 'x'.repeat(500_000) }]);
    expect(await countEndedRuns(world.db, 100)).toBe(0);
    await world.store.finishRun(run.id, { status: 'SUCCEEDED', output: null });
    const counter = createStoredBytesCounter({
      count: (most) => countEndedRuns(world.db, most),
      log: { warn: () => undefined } as never,
      everyMs: 1,
    });
    counter.start();
    await expect
      .poll(() => createQuotaRepository(world.db).storedBytes(ada.workspaceId), { timeout: 20_000 })
      .toBeGreaterThan(1_600_000);
    await counter.stop();
    expect(await countEndedRuns(world.db, 100)).toBe(0);
    const other = await world.person('Grace');
    expect((await start(other, await published(other))).userErrors).toEqual([]);
  });
});
