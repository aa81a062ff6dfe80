import { readFile } from 'node:fs/promises';
import type { Json, WorkflowId } from '@muster/schema';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestWorld, type TestWorld } from '../../api/testing/test-world';
import { createExampleSeeder } from './create-example-seeder';
import { examplesFolder, readExamples } from './example-files';

let world: TestWorld;
beforeAll(async () => {
  world = await createTestWorld();
});
afterAll(() => world.close());

const LIST = `{ workflows(first: 100) { nodes { id name slug kind draft draftRevision publishedVersion { number report } } } }`;

describe('the examples of a new workspace', () => {
  it('are all there, named, published and without a diagnostic', async () => {
    const ada = await world.person();
    await createExampleSeeder(world.db).seed(ada.workspaceId, ada.userId);
    const { nodes } = (await world.gql(ada, LIST)).data.workflows;
    const examples = await readExamples();
    expect(nodes.map(({ slug }: { slug: string }) => slug).sort()).toEqual(examples.map(({ slug }) => slug).sort());
    expect(nodes).toContainEqual(
      expect.objectContaining({ name: 'Fix a bug report', slug: 'fix-a-bug-report', kind: 'PIPELINE' }),
    );
    for (const { draft, publishedVersion } of nodes) {
      expect(publishedVersion.number).toBe(1);
      expect(JSON.stringify(draft)).not.toContain('example:');
      expect((await world.services.compile.compile(ada, draft)).diagnostics).toEqual([]);
    }
    const squad = nodes.find(({ slug }: { slug: string }) => slug === 'bug-squad');
    const fix = nodes.find(({ slug }: { slug: string }) => slug === 'fix-a-bug-report');
    expect(fix.publishedVersion.report.squads).toMatchObject([{ workflowId: squad.id, members: 3 }]);
  });

  it('can be started with the input that comes with them', async () => {
    const ada = await world.person();
    await createExampleSeeder(world.db).seed(ada.workspaceId, ada.userId);
    for (const { id, slug } of (await world.gql(ada, LIST)).data.workflows.nodes) {
      const input = JSON.parse(await readFile(`${examplesFolder}/${slug}/input.json`, 'utf8')) as Json;
      const { run } = await world.services.startRun.start(ada, { workflowId: id as WorkflowId, input });
      expect(run?.status, slug).toBe('QUEUED');
    }
  });

  it('come once, however often and at whatever time they are seeded', async () => {
    const ada = await world.person();
    const seeder = createExampleSeeder(world.db);
    await Promise.all([seeder.seed(ada.workspaceId, ada.userId), seeder.seed(ada.workspaceId, ada.userId)]);
    const first = (await world.gql(ada, LIST)).data.workflows.nodes;
    expect(first).toHaveLength((await readExamples()).length);
    expect(await seeder.seedAll()).toBeGreaterThan(0);
    expect((await world.gql(ada, LIST)).data.workflows.nodes).toEqual(first);
  });

  it('leave alone what a person has made of them', async () => {
    const ada = await world.person();
    const seeder = createExampleSeeder(world.db);
    const graph = { schemaVersion: 1, kind: 'squad', nodes: [], edges: [] };
    const { workflow } = await world.services.workflows.create(ada, { name: 'Review squad', kind: 'squad', graph });
    await world.services.workflows.saveDraft(ada, { workflowId: workflow?.id ?? '', expectedRevision: 1, graph });
    await seeder.seed(ada.workspaceId, ada.userId);
    const { nodes } = (await world.gql(ada, LIST)).data.workflows;
    expect(nodes).toContainEqual(
      expect.objectContaining({ slug: 'review-squad', draft: graph, draftRevision: 2, publishedVersion: null }),
    );
  });
});
