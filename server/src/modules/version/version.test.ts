import type { GraphDocument } from '@muster/schema';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { smallPipeline, smallSquad, squadPipeline } from '../../api/testing/graphs';
import { createTestWorld, type TestWorld } from '../../api/testing/test-world';
import type { Viewer } from '../../shared/viewer';

const PUBLISH = `mutation ($id: ID!, $revision: Int!) {
  publishWorkflow(input: { workflowId: $id, expectedRevision: $revision }) {
    version { id number hash graph report publishedAt workflow { id } }
    workflow { draftRevision publishedVersion { number } }
    diagnostics { code severity nodeIds configPath }
    userErrors { code message path }
  }
}`;

let world: TestWorld;
let ada: Viewer;
beforeAll(async () => {
  world = await createTestWorld();
  ada = await world.person();
});
afterAll(() => world.close());

async function create(graph: GraphDocument): Promise<string> {
  const kind = graph.kind;
  const { workflow } = await world.services.workflows.create(ada, { name: 'Published', kind, graph });
  return workflow?.id ?? '';
}
const save = (workflowId: string, expectedRevision: number, graph: GraphDocument) =>
  world.services.workflows.saveDraft(ada, { workflowId, expectedRevision, graph });
const publish = async (id: string, revision = 1) =>
  (await world.gql(ada, PUBLISH, { id, revision })).data.publishWorkflow;
const versionsOf = (workflowId: string) => world.db.version.findMany({ where: { workflowId } });

describe('publishing', () => {
  it('stores graph, plan, functions, report and hash as version 1', async () => {
    const id = await create(smallPipeline());
    const answer = await publish(id);
    expect(answer.userErrors).toEqual([]);
    expect(answer.version).toMatchObject({ number: 1, graph: smallPipeline(), workflow: { id } });
    expect(answer.version.report).toMatchObject({ nodes: 2, edges: 1 });
    expect(answer.workflow.publishedVersion).toEqual({ number: 1 });
    const [row] = await versionsOf(id);
    expect(row).toMatchObject({ hash: answer.version.hash, publishedBy: ada.userId, plan: { planVersion: 1 } });
    expect(row?.functions).toContainEqual(expect.objectContaining({ id: 'main' }));
  });

  it('adds to the log of publications what went live and what was taken down', async () => {
    const id = await create(smallPipeline());
    const first = await publish(id);
    await publish(id);
    await save(id, 1, smallPipeline({}, 'changed'));
    const second = await publish(id, 2);
    await world.services.workflows.remove(ada, { workflowId: id });
    const rows = await world.db.publication.findMany({ where: { workflowId: id }, orderBy: { seq: 'asc' } });
    const entry = { workspaceId: ada.workspaceId, workflowId: id };
    expect(rows).toMatchObject([
      { ...entry, kind: 'PUBLISHED', versionId: first.version.id, replacedVersionId: null },
      { ...entry, kind: 'PUBLISHED', versionId: second.version.id, replacedVersionId: first.version.id },
      { ...entry, kind: 'TAKEN_DOWN', versionId: second.version.id, replacedVersionId: null },
    ]);
  });

  it('adds nothing to the log when a draft is deleted or a publication is refused', async () => {
    const id = await create(smallPipeline());
    await publish(id, 7);
    await world.services.workflows.remove(ada, { workflowId: id });
    expect(await world.db.publication.count({ where: { workflowId: id } })).toBe(0);
  });

  it('answers the published version again when only the view has changed', async () => {
    const id = await create(smallPipeline());
    const first = await publish(id);
    await save(id, 1, { ...smallPipeline(), view: { nodes: { start: { x: 1, y: 2 } }, notes: [] } });
    const second = await publish(id, 2);
    expect(second.version).toEqual(first.version);
    expect(await versionsOf(id)).toHaveLength(1);
  });

  it('counts on with new content, and leaves the old version as it was', async () => {
    const id = await create(smallPipeline());
    const first = await publish(id);
    await save(id, 1, smallPipeline({}, 'changed'));
    const second = await publish(id, 2);
    expect(second.version).toMatchObject({ number: 2, graph: smallPipeline({}, 'changed') });
    const query = `query ($id: ID!) { workflow(id: $id) {
      publishedVersion { id } versions(first: 10) { totalCount nodes { number graph } pageInfo { hasNextPage } } } }`;
    const { data } = await world.gql(ada, query, { id });
    expect(data.workflow.publishedVersion.id).toBe(second.version.id);
    expect(data.workflow.versions).toMatchObject({ totalCount: 2, pageInfo: { hasNextPage: false } });
    expect(data.workflow.versions.nodes).toEqual([
      { number: 2, graph: second.version.graph },
      { number: 1, graph: first.version.graph },
    ]);
  });

  it('takes cursors of any size (G11)', async () => {
    const id = await create(smallPipeline());
    await publish(id);
    const query =
      'query ($id: ID!, $after: String) { workflow(id: $id) { versions(first: 1, after: $after) { nodes { number } } } }';
    const after = Buffer.from('999999999999999:x').toString('base64url');
    expect((await world.gql(ada, query, { id, after })).data.workflow.versions.nodes).toEqual([{ number: 1 }]);
    const runs = 'query ($after: String) { runs(first: 1, after: $after) { nodes { id } } }';
    expect((await world.gql(ada, runs, { after })).errors).toEqual([]);
  });

  it('refuses another revision with DRAFT_CONFLICT and the workflow as it is', async () => {
    const id = await create(smallPipeline());
    await save(id, 1, smallPipeline({}, 'newer'));
    const answer = await publish(id, 1);
    expect(answer.userErrors).toMatchObject([{ code: 'DRAFT_CONFLICT', path: ['expectedRevision'] }]);
    expect(answer).toMatchObject({ version: null, workflow: { draftRevision: 2, publishedVersion: null } });
    expect(await versionsOf(id)).toEqual([]);
  });

  const cycle = (): GraphDocument => {
    const graph = smallPipeline();
    const again = { ...graph.nodes[1], id: 'again' } as GraphDocument['nodes'][number];
    const edge = (source: string, target: string) => ({
      id: `${source}.${target}`,
      source: { node: source, port: 'out' },
      target: { node: target, port: 'in' },
    });
    return {
      ...graph,
      nodes: [...graph.nodes, again],
      edges: [edge('start', 'shape'), edge('shape', 'again'), edge('again', 'shape')],
    };
  };
  const ofType = (type: string, typeVersion = 1): GraphDocument => {
    const graph = smallPipeline();
    return {
      ...graph,
      nodes: graph.nodes.map((node) => (node.id === 'shape' ? { ...node, type, typeVersion } : node)),
    };
  };

  it.each([
    ['a cycle (G1)', cycle(), 'CYCLE'],
    ['an unknown node type (G4)', ofType('data.teleport'), 'NODE_TYPE_UNKNOWN'],
    ['a newer version of a known type (G4)', ofType('data.transform', 9), 'NODE_VERSION_UNKNOWN'],
    ['no node (G15)', { ...smallPipeline(), nodes: [], edges: [] }, 'TRIGGER_MISSING'],
    ['a squad that is not there', squadPipeline('wfl_nowhere'), 'SQUAD_UNKNOWN'],
    ['an input schema that refers elsewhere', smallPipeline({ $ref: 'http://127.0.0.1/schema' }), 'SCHEMA_INVALID'],
    ['a pattern that needs backtracking (E7)', smallPipeline({ pattern: '^(a+)+\\1$' }), 'SCHEMA_INVALID'],
  ])('refuses %s with GRAPH_INVALID and the diagnostics', async (_case, graph, code) => {
    const id = await create(graph);
    const answer = await publish(id);
    expect(answer.userErrors).toMatchObject([{ code: 'GRAPH_INVALID' }]);
    expect(answer.diagnostics.map((each: { code: string }) => each.code)).toContain(code);
    expect(await versionsOf(id)).toEqual([]);
  });

  it('makes one version when two publish at once', async () => {
    const id = await create(smallPipeline());
    const answers = await Promise.all([publish(id), publish(id), publish(id)]);
    expect(answers.map(({ version }) => version.number)).toEqual([1, 1, 1]);
    expect(await versionsOf(id)).toHaveLength(1);
  });

  it('never publishes what was saved by another meanwhile (D2)', async () => {
    const id = await create(smallPipeline({}, 'mine'));
    const [answer] = await Promise.all([publish(id), save(id, 1, smallPipeline({}, 'theirs'))]);
    const [row] = await versionsOf(id);
    if (row) expect(row.graph).toEqual(smallPipeline({}, 'mine'));
    else expect(answer.userErrors).toMatchObject([{ code: 'DRAFT_CONFLICT' }]);
  });

  it('publishes a pipeline once its squad is published', async () => {
    const squad = await create(smallSquad());
    const id = await create(squadPipeline(squad));
    expect((await publish(id)).diagnostics).toContainEqual(expect.objectContaining({ code: 'SQUAD_NOT_PUBLISHED' }));
    expect((await publish(squad)).userErrors).toEqual([]);
    const answer = await publish(id);
    expect(answer.userErrors).toEqual([]);
    expect(answer.version.report.squads).toMatchObject([{ nodeId: 'fix', workflowId: squad, members: 1 }]);
  });
});

describe('compiling without saving', () => {
  const COMPILE = 'query ($graph: JSON!) { compile(graph: $graph) { diagnostics { code severity } hash plan report } }';
  const compile = async (graph: unknown) => (await world.gql(ada, COMPILE, { graph })).data.compile;

  it('answers plan, hash and report for a graph without errors', async () => {
    const found = await compile(smallPipeline());
    expect(found.plan.nodes.map((node: { id: string }) => node.id)).toEqual(['start', 'shape']);
    expect(found.hash).toMatch(/^[\w:-]{16,}$/);
    expect(found.report.nodes).toBe(2);
  });

  it.each([
    ['text', '{}', 'GRAPH_NOT_JSON'],
    ['a newer document', { ...smallPipeline(), schemaVersion: 3 }, 'GRAPH_TOO_NEW'],
    [
      'a reserved id',
      { ...smallPipeline(), edges: [], nodes: [{ ...smallPipeline().nodes[0], id: '__proto__' }] },
      'GRAPH_NAME_RESERVED',
    ],
    ['nodes of the wrong shape', { nodes: { length: -1 }, kind: 'pipeline' }, 'GRAPH_INVALID'],
  ])('answers %s with a diagnostic and nothing else', async (_case, graph, code) => {
    const found = await compile(graph);
    expect(found).toMatchObject({ hash: null, plan: null, report: null });
    expect(found.diagnostics[0]).toEqual({ code, severity: 'ERROR' });
  });
});
