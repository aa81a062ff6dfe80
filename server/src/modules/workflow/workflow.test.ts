import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { smallPipeline, squadPipeline } from '../../api/testing/graphs';
import { createTestWorld, type TestWorld } from '../../api/testing/test-world';
import type { Viewer } from '../../shared/viewer';

const errors = 'userErrors { code message path }';
const CREATE = `mutation ($input: CreateWorkflowInput!) {
  createWorkflow(input: $input) { workflow { id name slug kind draft draftRevision } diagnostics { code severity } ${errors} }
}`;
const SAVE = `mutation ($input: SaveDraftInput!) {
  saveDraft(input: $input) { workflow { id draft draftRevision } diagnostics { code severity nodeIds } ${errors} }
}`;
const DELETE = `mutation ($id: ID!) { deleteWorkflow(input: { workflowId: $id }) { workflowId ${errors} } }`;
const RENAME = `mutation ($id: ID!, $name: String!) {
  renameWorkflow(input: { workflowId: $id, name: $name }) { workflow { name slug } ${errors} }
}`;
const READ = 'query ($id: ID!) { workflow(id: $id) { name slug draft draftRevision } }';

let world: TestWorld;
let ada: Viewer;
beforeAll(async () => {
  world = await createTestWorld();
  ada = await world.person();
});
afterAll(() => world.close());

const create = async (input: object) => (await world.gql(ada, CREATE, { input })).data.createWorkflow;
const save = async (input: object) => (await world.gql(ada, SAVE, { input })).data.saveDraft;
const read = async (id: string) => (await world.gql(ada, READ, { id })).data.workflow;
const pipeline = async (name = 'A pipeline') => (await create({ name, kind: 'PIPELINE' })).workflow;

describe('creating a workflow', () => {
  it('starts a pipeline with a trigger and a squad with a lead', async () => {
    const made = await create({ name: 'Fix a bug report', kind: 'PIPELINE' });
    expect(made.userErrors).toEqual([]);
    expect(made.workflow).toMatchObject({ slug: 'fix-a-bug-report', kind: 'PIPELINE', draftRevision: 1 });
    expect(made.workflow.draft.nodes.map((node: { type: string }) => node.type)).toEqual(['trigger.manual']);
    expect(made.diagnostics.filter(({ severity }: { severity: string }) => severity === 'ERROR')).toEqual([]);
    const squad = await create({ name: 'Squad', kind: 'SQUAD' });
    expect(squad.workflow.draft.nodes[0].config.lead).toBe(true);
  });

  it('keeps the graph it is given, and says what is wrong with it', async () => {
    const graph = { ...smallPipeline(), edges: [] };
    const made = await create({ name: 'Loose', kind: 'PIPELINE', graph });
    expect(made.workflow.draft).toEqual(graph);
    expect(made.diagnostics).toContainEqual({ code: 'NODE_UNREACHABLE', severity: 'WARNING' });
  });

  it('gives every workflow of a workspace a slug of its own, also when they are made at once', async () => {
    const made = await Promise.all(Array.from({ length: 4 }, () => pipeline('Twin')));
    expect(made.map(({ slug }) => slug).sort()).toEqual(['twin', 'twin-2', 'twin-3', 'twin-4']);
    const grace = await world.person('Grace');
    const other = await world.gql(grace, CREATE, { input: { name: 'Twin', kind: 'PIPELINE' } });
    expect(other.data.createWorkflow.workflow.slug).toBe('twin');
  });

  it.each([
    ['empty', '  '],
    ['too long', 'x'.repeat(121)],
    ['a line break', 'two\nlines'],
    ['NUL', 'a\u0000b'],
    ['turned around (G10)', 'a\u202Eb'],
    ['half a character', 'a\uD800'],
  ])('refuses a name that is %s', async (_case, name) => {
    const made = await create({ name, kind: 'PIPELINE' });
    expect(made.workflow).toBeNull();
    expect(made.userErrors).toMatchObject([{ code: 'INVALID_INPUT', path: ['name'] }]);
  });

  it('takes names in any script, and markup as plain text (G16)', async () => {
    const name = '修复 👩‍💻 <b>"; $(touch x)';
    expect((await create({ name, kind: 'PIPELINE' })).workflow).toMatchObject({ name, slug: 'b-touch-x' });
    expect((await create({ name: '修复', kind: 'PIPELINE' })).workflow.slug).toBe('workflow');
  });

  it('refuses a graph of the other kind', async () => {
    const made = await create({ name: 'Mixed', kind: 'SQUAD', graph: smallPipeline() });
    expect(made.userErrors).toMatchObject([{ code: 'INVALID_INPUT', path: ['graph', 'kind'] }]);
  });

  it.each(['id', 'workspaceId', 'createdAt', 'slug', 'draftRevision'])('has no field %s to set (A3)', async (field) => {
    const answer = await world.gql(ada, CREATE, { input: { name: 'x', kind: 'PIPELINE', [field]: 'y' } });
    expect(answer.errors[0]?.message).toContain(`Field "${field}" is not defined`);
  });
});

describe('saving a draft', () => {
  it('counts the revision up and keeps a draft that does not compile', async () => {
    const { id } = await pipeline();
    const graph = {
      ...smallPipeline(),
      nodes: [{ ...smallPipeline().nodes[0], type: 'trigger.unheard-of' }],
      edges: [],
    };
    const saved = await save({ workflowId: id, expectedRevision: 1, graph });
    expect(saved.userErrors).toEqual([]);
    expect(saved.workflow).toMatchObject({ draftRevision: 2, draft: graph });
    expect(saved.diagnostics).toContainEqual({ code: 'NODE_TYPE_UNKNOWN', severity: 'ERROR', nodeIds: ['start'] });
    expect(await read(id)).toMatchObject({ draftRevision: 2, draft: graph });
  });

  it('answers another revision with DRAFT_CONFLICT and the current draft (D1)', async () => {
    const { id } = await pipeline();
    await save({ workflowId: id, expectedRevision: 1, graph: smallPipeline({}, 'first') });
    const late = await save({ workflowId: id, expectedRevision: 1, graph: smallPipeline({}, 'second') });
    expect(late.userErrors).toMatchObject([{ code: 'DRAFT_CONFLICT', path: ['expectedRevision'] }]);
    expect(late.workflow).toMatchObject({ draftRevision: 2, draft: smallPipeline({}, 'first') });
    expect((await read(id)).draft).toEqual(smallPipeline({}, 'first'));
  });

  it('lets exactly one of many writers through (D1)', async () => {
    const { id } = await pipeline();
    const writers = Array.from({ length: 8 }, (_, index) =>
      save({ workflowId: id, expectedRevision: 1, graph: smallPipeline({}, `writer ${index}`) }),
    );
    const answers = await Promise.all(writers);
    const [winner, ...others] = answers.filter(({ userErrors }) => userErrors.length === 0);
    expect(others).toEqual([]);
    expect(await read(id)).toMatchObject({ draftRevision: 2, draft: winner.workflow.draft });
  });

  const deep = (levels: number): object => (levels === 0 ? {} : { in: deep(levels - 1) });
  const withConfig = (config: unknown) => ({
    ...smallPipeline(),
    nodes: [{ ...smallPipeline().nodes[0], config }, smallPipeline().nodes[1]],
  });
  const withId = (id: string) => ({ ...smallPipeline(), edges: [], nodes: [{ ...smallPipeline().nodes[0], id }] });

  it.each<[string, unknown, string]>([
    ['a string', JSON.stringify(smallPipeline()), 'GRAPH_NOT_JSON'],
    ['broken text', '{"nodes": [', 'GRAPH_NOT_JSON'],
    ['a number', 7, 'GRAPH_INVALID'],
    ['a list', [], 'GRAPH_INVALID'],
    ['a newer schema version', { ...smallPipeline(), schemaVersion: 2 }, 'GRAPH_TOO_NEW'],
    ['an id __proto__', withId('__proto__'), 'GRAPH_NAME_RESERVED'],
    ['an id constructor', withId('constructor'), 'GRAPH_NAME_RESERVED'],
    ['a key __proto__', withConfig(JSON.parse('{"__proto__": {"x": 1}}')), 'GRAPH_NAME_RESERVED'],
    ['5.1 MB', withConfig({ text: 'x'.repeat(5_100_000) }), 'GRAPH_TOO_LARGE'],
    ['70 levels', withConfig(deep(70)), 'GRAPH_TOO_LARGE'],
    ['a NUL', withConfig({ text: '\u0000' }), 'GRAPH_INVALID'],
    ['a lone surrogate', withConfig({ text: '\uDC00' }), 'GRAPH_INVALID'],
    ['an unknown field', { ...smallPipeline(), owner: 'me' }, 'GRAPH_INVALID'],
  ])('refuses %s with its own code, and saves nothing', async (_case, graph, code) => {
    const { id, draft } = await pipeline();
    const answer = await world.gql(ada, SAVE, { input: { workflowId: id, expectedRevision: 1, graph } });
    expect(answer.data.saveDraft.userErrors[0]).toMatchObject({ code, path: expect.arrayContaining(['graph']) });
    expect(answer.data.saveDraft.workflow).toBeNull();
    expect(await read(id)).toMatchObject({ draftRevision: 1, draft });
  });

  it('keeps a graph with a cycle as a draft, with the diagnostic (G1)', async () => {
    const { id } = await pipeline();
    const graph = smallPipeline();
    const back = { id: 'back', source: { node: 'shape', port: 'out' }, target: { node: 'shape', port: 'in' } };
    const saved = await save({
      workflowId: id,
      expectedRevision: 1,
      graph: { ...graph, edges: [...graph.edges, back] },
    });
    expect(saved.userErrors).toEqual([]);
    expect(saved.diagnostics).toContainEqual(expect.objectContaining({ code: 'EDGE_SELF', severity: 'ERROR' }));
  });

  it('refuses JSON that is nested without end before anything walks it (Q9)', async () => {
    const { id } = await pipeline();
    let graph: unknown = 1;
    for (let level = 0; level < 100_000; level += 1) graph = [graph];
    const answer = await world.gql(ada, SAVE, { input: { workflowId: id, expectedRevision: 1, graph } });
    expect(answer.errors[0]?.code).toBe('INVALID_INPUT');
  });

  it('reports a squad that does not exist, and finds one that does', async () => {
    const { id } = await pipeline();
    const lost = await save({ workflowId: id, expectedRevision: 1, graph: squadPipeline('wfl_nowhere') });
    expect(lost.diagnostics[0]).toMatchObject({ severity: 'ERROR', nodeIds: ['fix'] });
    const squad = (await create({ name: 'The squad', kind: 'SQUAD' })).workflow;
    const found = await save({ workflowId: id, expectedRevision: 2, graph: squadPipeline(squad.id) });
    expect(found.diagnostics[0]).toMatchObject({ code: 'SQUAD_NOT_PUBLISHED' });
  });
});

describe('renaming and deleting', () => {
  it('renames and keeps the slug', async () => {
    const { id, slug } = await pipeline('Before');
    const { data } = await world.gql(ada, RENAME, { id, name: ' After ' });
    expect(data.renameWorkflow).toEqual({ workflow: { name: 'After', slug }, userErrors: [] });
  });

  it('makes a deleted workflow behave as one that never was, and frees its slug', async () => {
    const { id, slug } = await pipeline('Short-lived');
    expect((await world.gql(ada, DELETE, { id })).data.deleteWorkflow).toEqual({ workflowId: id, userErrors: [] });
    expect(await read(id)).toBeNull();
    expect((await world.gql(ada, DELETE, { id })).data.deleteWorkflow.userErrors).toMatchObject([
      { code: 'NOT_FOUND' },
    ]);
    const saved = await save({ workflowId: id, expectedRevision: 1, graph: smallPipeline() });
    expect(saved.userErrors).toMatchObject([{ code: 'NOT_FOUND', path: ['workflowId'] }]);
    expect((await pipeline('Short-lived')).slug).toBe(slug);
  });

  it('ends in one order or the other when saving and deleting meet (D2)', async () => {
    const { id } = await pipeline();
    const [saved, deleted] = await Promise.all([
      save({ workflowId: id, expectedRevision: 1, graph: smallPipeline() }),
      world.gql(ada, DELETE, { id }),
    ]);
    expect(deleted.data.deleteWorkflow.userErrors).toEqual([]);
    expect(['', 'NOT_FOUND']).toContain(saved.userErrors[0]?.code ?? '');
    expect(await read(id)).toBeNull();
  });
});
