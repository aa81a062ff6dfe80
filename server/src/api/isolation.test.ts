import { newId, type VersionId } from '@muster/schema';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Viewer } from '../shared/viewer';
import { smallPipeline, smallSquad, squadPipeline } from './testing/graphs';
import { everythingIn, inputPlaces } from './testing/schema-places';
import { createTestWorld, type TestWorld } from './testing/test-world';

/** What one workspace owns. */
interface Estate {
  viewer: Viewer;
  workflowId: string;
  squadId: string;
  versionId: string;
  runId: string;
  apiKeyId: string;
  memberId: string;
  invitationId: string;
  /** For publishing: a workflow nobody else touches. */
  draftId: string;
  squadPipelineId: string;
}

/** A request with one place for an id, and which id goes there. */
interface Case {
  source: string;
  variables: (id: string, asker: Estate) => Record<string, unknown>;
  id: (owner: Estate) => string;
}
/** Places that take no id. Each says why another workspace cannot be reached through it. */
interface Harmless {
  harmless: string;
}

const errors = 'userErrors { code message path }';
const name: Harmless = { harmless: 'a name, stored as given' };
const secret: Harmless = { harmless: 'a secret nobody can guess, made for whoever holds it (joining.test.ts)' };
const cursor: Harmless = { harmless: 'a place in a list of the own workspace' };

/** One entry for every place of the schema where an id can be put; a new place without an entry fails the test. */
const cases: Record<string, Case | Harmless> = {
  'Query.workflow(id)': {
    source: 'query ($id: ID!) { workflow(id: $id) { name draft versions(first: 5) { totalCount } } }',
    variables: (id) => ({ id }),
    id: (owner) => owner.workflowId,
  },
  'Query.run(id)': {
    source:
      'query ($id: ID!) { run(id: $id) { status input workflow { name } nodeRuns(first: 5) { totalCount } snapshot events(first: 5) { data } } }',
    variables: (id) => ({ id }),
    id: (owner) => owner.runId,
  },
  'Query.runs(workflowId)': {
    source: 'query ($id: ID!) { runs(workflowId: $id, first: 10) { totalCount nodes { status } } }',
    variables: (id) => ({ id }),
    id: (owner) => owner.workflowId,
  },
  'Query.compile(graph)': {
    source: 'query ($graph: JSON!) { compile(graph: $graph) { diagnostics { code message } report } }',
    variables: (id) => ({ graph: squadPipeline(id) }),
    id: (owner) => owner.squadId,
  },
  'Mutation.createWorkflow(input.graph)': {
    source: `mutation ($graph: JSON!) { createWorkflow(input: { name: "x", kind: PIPELINE, graph: $graph }) {
      diagnostics { code message } ${errors} } }`,
    variables: (id) => ({ graph: squadPipeline(id) }),
    id: (owner) => owner.squadId,
  },
  'Mutation.saveDraft(input.workflowId)': {
    source: `mutation ($id: ID!, $graph: JSON!) {
      saveDraft(input: { workflowId: $id, expectedRevision: 77, graph: $graph }) { workflow { name draft } ${errors} } }`,
    variables: (id) => ({ id, graph: smallPipeline() }),
    id: (owner) => owner.workflowId,
  },
  'Mutation.saveDraft(input.graph)': {
    source: `mutation ($own: ID!, $graph: JSON!) {
      saveDraft(input: { workflowId: $own, expectedRevision: 1, graph: $graph }) { diagnostics { code message } } }`,
    variables: (id, asker) => ({ own: asker.draftId, graph: squadPipeline(id) }),
    id: (owner) => owner.squadId,
  },
  'Mutation.publishWorkflow(input.workflowId)': {
    source: `mutation ($id: ID!) { publishWorkflow(input: { workflowId: $id, expectedRevision: 77 }) {
      version { id } workflow { name } diagnostics { code } ${errors} } }`,
    variables: (id) => ({ id }),
    id: (owner) => owner.workflowId,
  },
  'Mutation.renameWorkflow(input.workflowId)': {
    source: `mutation ($id: ID!) { renameWorkflow(input: { workflowId: $id, name: "Mine" }) { workflow { name } ${errors} } }`,
    variables: (id) => ({ id }),
    id: (owner) => owner.workflowId,
  },
  'Mutation.deleteWorkflow(input.workflowId)': {
    source: `mutation ($id: ID!) { deleteWorkflow(input: { workflowId: $id }) { workflowId ${errors} } }`,
    variables: (id) => ({ id }),
    id: (owner) => owner.draftId,
  },
  'Mutation.startRun(input.workflowId)': {
    source: `mutation ($id: ID!) { startRun(input: { workflowId: $id }) { run { status } ${errors} } }`,
    variables: (id) => ({ id }),
    id: (owner) => owner.workflowId,
  },
  'Mutation.startRun(input.versionId)': {
    source: `mutation ($own: ID!, $id: ID!) { startRun(input: { workflowId: $own, versionId: $id }) { run { status } ${errors} } }`,
    variables: (id, asker) => ({ own: asker.workflowId, id }),
    id: (owner) => owner.versionId,
  },
  'Mutation.startRun(input.idempotencyKey)': {
    source: `mutation ($own: ID!, $id: String!) {
      startRun(input: { workflowId: $own, idempotencyKey: $id, input: "mine" }) { run { input } ${errors} } }`,
    variables: (id, asker) => ({ own: asker.workflowId, id }),
    id: (owner) => `key-of-${owner.runId}`,
  },
  'Mutation.cancelRun(input.runId)': {
    source: `mutation ($id: ID!) { cancelRun(input: { runId: $id }) { run { status } ${errors} } }`,
    variables: (id) => ({ id }),
    id: (owner) => owner.runId,
  },
  'Mutation.revokeApiKey(input.id)': {
    source: `mutation ($id: ID!) { revokeApiKey(input: { id: $id }) { id ${errors} } }`,
    variables: (id) => ({ id }),
    id: (owner) => owner.apiKeyId,
  },
  'Mutation.changeMemberRole(input.memberId)': {
    source: `mutation ($id: ID!) { changeMemberRole(input: { memberId: $id, role: OWNER }) { member { name } ${errors} } }`,
    variables: (id) => ({ id }),
    id: (owner) => owner.memberId,
  },
  'Mutation.removeMember(input.memberId)': {
    source: `mutation ($id: ID!) { removeMember(input: { memberId: $id }) { memberId ${errors} } }`,
    variables: (id) => ({ id }),
    id: (owner) => owner.memberId,
  },
  'Mutation.leaveWorkspace(input.workspaceId)': {
    source: `mutation ($id: ID!) { leaveWorkspace(input: { workspaceId: $id }) { workspaceId ${errors} } }`,
    variables: (id) => ({ id }),
    id: (owner) => owner.viewer.workspaceId,
  },
  'Mutation.switchWorkspace(input.workspaceId)': {
    source: `mutation ($id: ID!) { switchWorkspace(input: { workspaceId: $id }) { workspace { name } ${errors} } }`,
    variables: (id) => ({ id }),
    id: (owner) => owner.viewer.workspaceId,
  },
  'Mutation.revokeInvitation(input.invitationId)': {
    source: `mutation ($id: ID!) { revokeInvitation(input: { invitationId: $id }) { invitationId ${errors} } }`,
    variables: (id) => ({ id }),
    id: (owner) => owner.invitationId,
  },
  'Subscription.runEvents(runId)': {
    source: 'subscription ($id: ID!) { runEvents(runId: $id, afterSeq: 0) { seq type data } }',
    variables: (id) => ({ id }),
    id: (owner) => owner.runId,
  },
  'Mutation.startRun(input.triggerNodeId)': { harmless: 'a node of the version that is started' },
  'Mutation.startRun(input.input)': { harmless: "data of the run, checked against the version's own schema" },
  'Mutation.createWorkflow(input.name)': name,
  'Mutation.renameWorkflow(input.name)': name,
  'Mutation.createApiKey(input.name)': name,
  'Mutation.createInvitation(input.email)': { harmless: 'an address, for the own workspace' },
  'Mutation.acceptInvitation(input.token)': secret,
  'Query.invitation(token)': secret,
  'Mutation.createApiKey(input.scopes)': { harmless: 'names from a fixed list' },
  'Query.workflows(after)': cursor,
  'Query.runs(after)': cursor,
  'Workflow.versions(after)': cursor,
  'Workflow.runs(after)': cursor,
  'Subscription.runEventSummaries(runId)': {
    source: 'subscription ($id: ID!) { runEventSummaries(runId: $id, afterSeq: 0) { seq type data } }',
    variables: (id) => ({ id }),
    id: (owner) => owner.runId,
  },
  'Run.messages(after)': cursor,
  'Run.nodeRuns(after)': cursor,
  'Run.nodeRun(nodeId)': { harmless: 'names a node inside a run of the own workspace' },
  'Run.nodeRun(iteration)': { harmless: 'names an iteration inside a run of the own workspace' },
};

const realCases = Object.entries(cases).filter((entry): entry is [string, Case] => 'source' in entry[1]);

let world: TestWorld;
let ada: Estate;
let mallory: Estate;

async function estate(owner: string): Promise<Estate> {
  const viewer = await world.person(owner);
  const { workflows, versions, startRun, apiKeys, members, invitations } = world.services;
  const make = async (graph: ReturnType<typeof smallPipeline>, publish = true) => {
    const made = await workflows.create(viewer, { name: `${owner} canary`, kind: graph.kind, graph });
    const id = made.workflow?.id ?? '';
    if (publish) await versions.publish(viewer, { workflowId: id, expectedRevision: 1 });
    return id;
  };
  const workflowId = await make(smallPipeline({}, `${owner} canary`));
  const squadId = await make(smallSquad());
  const squadPipelineId = await make(squadPipeline(squadId));
  const { run } = await startRun.start(viewer, { workflowId, input: `${owner} canary` });
  const runId = run?.id ?? '';
  await world.db.run.update({ where: { id: runId }, data: { idempotencyKey: `key-of-${runId}` } });
  await startRun.start(viewer, { workflowId: squadPipelineId, input: `${owner} canary` });
  const [version] = await world.db.version.findMany({ where: { workflowId } });
  const { id: apiKeyId } = await apiKeys.create(viewer, { name: `${owner} canary` });
  const draftId = await make(smallPipeline(), false);
  const [member] = await members.list(viewer);
  const { invitation } = await invitations.create(viewer, { email: `${owner}@canary.example.com`, role: 'member' });
  return {
    memberId: member?.id ?? '',
    invitationId: invitation.id,
    viewer,
    workflowId,
    squadId,
    squadPipelineId,
    versionId: version?.id ?? '',
    runId,
    apiKeyId,
    draftId,
  };
}

beforeAll(async () => {
  world = await createTestWorld();
  ada = await estate('Ada');
  mallory = await estate('Mallory');
});
afterAll(() => world.close());

/** What the asker is told, with the id they asked about taken out. */
async function answerTo({ source, variables }: Case, asker: Estate, id: string): Promise<string> {
  const given = variables(id, asker);
  const answer = source.startsWith('subscription')
    ? await world.subscription(asker.viewer, source, given)
    : await world.gql(asker.viewer, source, given);
  const text = JSON.stringify(answer);
  return id === '' ? text : text.replaceAll(JSON.stringify(id).slice(1, -1), '<id>');
}

const missingIds: Record<string, string> = {
  'an id that was never given out': 'wfl_01JD0000000000000000000000',
  'an id of another kind': 'nrn_01JD0000000000000000000000',
  nothing: '',
  'NUL (G10)': 'wfl_\u0000',
  'a name every object has (G8)': '__proto__',
  SQL: `' OR "workspaceId" IS NOT NULL --`,
  'ten thousand letters': 'w'.repeat(10_000),
};

describe('ids of another workspace (A1, A2, Q20)', () => {
  it('have a case for every place of the schema where an id can be put', () => {
    expect(Object.keys(cases).sort()).toEqual(inputPlaces(world.schema));
  });

  it.each(realCases)('%s answers a foreign id as one that does not exist', async (place, each) => {
    const foreign = await answerTo(each, mallory, each.id(ada));
    const revision = { where: { id: mallory.draftId }, data: { draftRevision: 1 } };
    await world.db.workflow.update(revision);
    const missing = await answerTo(each, mallory, 'wfl_01JD0000000000000000000000');
    await world.db.workflow.update(revision);
    expect(foreign).toBe(missing);
    expect(foreign).not.toContain('Ada');
    // The case must be able to fail: with an id of one's own the answer is another one.
    if (place === 'Mutation.startRun(input.idempotencyKey)') expect(foreign).toContain('mine');
    expect(await answerTo(each, mallory, each.id(mallory))).not.toBe(missing);
  });

  it('leave the owner with everything as it was', async () => {
    const query = `query ($w: ID!, $d: ID!, $r: ID!) {
      w: workflow(id: $w) { name draftRevision } d: workflow(id: $d) { name draftRevision } r: run(id: $r) { status } }`;
    const { data } = await world.gql(ada.viewer, query, { w: ada.workflowId, d: ada.draftId, r: ada.runId });
    const untouched = { name: 'Ada canary', draftRevision: 1 };
    expect(data).toEqual({ w: untouched, d: untouched, r: { status: 'QUEUED' } });
    expect(await world.services.apiKeys.list(ada.viewer)).toHaveLength(1);
    expect(await world.services.members.list(ada.viewer)).toMatchObject([{ id: ada.memberId, role: 'owner' }]);
    expect(await world.services.invitations.list(ada.viewer)).toMatchObject([{ id: ada.invitationId }]);
  });

  describe.each(Object.entries(missingIds))('%s', (_name, id) => {
    const idCases = realCases.filter(([place]) => !/graph|idempotencyKey/.test(place));
    it.each(idCases)('in %s is nothing, without a fault of ours', async (place, each) => {
      const answer = await answerTo(each, mallory, id);
      expect(answer).not.toContain('INTERNAL');
      expect(answer).not.toContain('canary');
      if (!place.startsWith('Query')) expect(answer).toContain('NOT_FOUND');
    });
  });
});

describe('ways from one thing to another (Q22)', () => {
  it('never lead out of the workspace, whatever is asked', async () => {
    const selection = everythingIn(world.schema, 'Query', 5);
    expect(selection).toContain('workflows(first: 10) { nodes { id');
    const grace = await estate('Grace');
    const { data, errors: faults } = await world.gql(grace.viewer, selection);
    expect(faults).toEqual([]);
    const text = JSON.stringify(data);
    expect(text).toContain('Grace canary');
    for (const id of Object.values(grace)) if (typeof id === 'string') expect(text).toContain(id);
    expect(text).not.toContain('Ada canary');
    for (const id of Object.values(ada).filter((value) => typeof value === 'string')) expect(text).not.toContain(id);
  });

  it('end at rows that point across workspaces by mistake', async () => {
    const stray = newId('version');
    const found = await world.db.version.findFirstOrThrow({ where: { id: ada.versionId } });
    const { id: _id, graphBytes: _graph, reportBytes: _report, ...version } = found;
    const content = JSON.parse(JSON.stringify(version)) as typeof version;
    const { graph, plan, functions, report } = content as Record<'graph' | 'plan' | 'functions' | 'report', object>;
    await world.db.version.create({ data: { ...version, id: stray, number: 2, graph, plan, functions, report } });
    await world.db.workflow.update({ where: { id: mallory.workflowId }, data: { publishedVersionId: stray } });
    const query = 'query ($id: ID!) { workflow(id: $id) { publishedVersion { graph } } }';
    const read = await world.gql(mallory.viewer, query, { id: mallory.workflowId });
    expect(JSON.stringify(read)).not.toContain('Ada');
    const start = `mutation ($id: ID!) { startRun(input: { workflowId: $id }) { run { id } ${errors} } }`;
    const started = await world.gql(mallory.viewer, start, { id: mallory.workflowId });
    expect(started.data.startRun).toMatchObject({ run: null, userErrors: [{ code: 'NOT_FOUND' }] });
  });

  it('do not lead to squads of others, even when a stored plan names them', async () => {
    const squads = await world.services.startRun
      .start(mallory.viewer, { workflowId: mallory.squadPipelineId })
      .then(({ run }) => run && world.services.runs.squads(mallory.viewer, run));
    expect(squads).toMatchObject([{ workflowId: mallory.squadId }]);
    const version = await world.db.version.findFirstOrThrow({ where: { workflowId: mallory.squadPipelineId } });
    const plan = JSON.parse(JSON.stringify(version.plan).replaceAll(mallory.squadId, ada.squadId)) as object;
    await world.db.version.update({ where: { id: version.id as VersionId }, data: { plan } });
    const answer = world.services.startRun.start(mallory.viewer, { workflowId: mallory.squadPipelineId });
    await expect(answer).rejects.toMatchObject({ code: 'NOT_PUBLISHED' });
  });
});
