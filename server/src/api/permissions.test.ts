import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Scope, scopes, type Viewer } from '../shared/viewer';
import { smallPipeline } from './testing/graphs';
import { rootFields } from './testing/schema-places';
import { createTestWorld, type TestResult, type TestWorld, withScopes } from './testing/test-world';

/** What a field asks of its caller: nothing, a scope, any sign-in at all, or a person (no API key). */
type Need = Scope | 'nothing' | 'anyone' | 'person';

/** One entry for every root field; a new one without an entry fails the test. */
const fields: Record<string, { needs: Need; call: string }> = {
  'Query.apiKeys': { needs: 'person', call: '{ apiKeys { id } }' },
  'Query.compile': { needs: 'workflows:read', call: '{ compile(graph: {}) { hash } }' },
  'Query.installation': { needs: 'nothing', call: '{ installation { signUp passwordReset } }' },
  'Query.invitation': { needs: 'nothing', call: '{ invitation(token: "x") { email } }' },
  'Query.nodeTypes': { needs: 'anyone', call: '{ nodeTypes { type } }' },
  'Query.olderNodeTypes': { needs: 'anyone', call: '{ olderNodeTypes { type } }' },
  'Query.run': { needs: 'runs:read', call: '{ run(id: "run_x") { id } }' },
  'Query.runs': { needs: 'runs:read', call: '{ runs(first: 1) { nodes { id } } }' },
  'Query.system': { needs: 'anyone', call: '{ system { engine models { strong demonstration } missing } }' },
  'Query.viewer': { needs: 'anyone', call: '{ viewer { id name email workspace { id name slug } } }' },
  'Query.workflow': { needs: 'workflows:read', call: '{ workflow(id: "wfl_x") { id } }' },
  'Query.workflows': { needs: 'workflows:read', call: '{ workflows(first: 1) { nodes { id } } }' },
  'Query.workspace': { needs: 'anyone', call: '{ workspace { id name slug } }' },
  'Query.workspaces': { needs: 'person', call: '{ workspaces { id name role isCurrent } }' },
  'Mutation.acceptInvitation': {
    needs: 'person',
    call: 'mutation { acceptInvitation(input: { token: "x" }) { userErrors { code } } }',
  },
  'Mutation.changeMemberRole': {
    needs: 'person',
    call: 'mutation { changeMemberRole(input: { memberId: "x", role: ADMIN }) { userErrors { code } } }',
  },
  'Mutation.createInvitation': {
    needs: 'person',
    call: 'mutation { createInvitation(input: { email: "x@example.com" }) { link } }',
  },
  'Mutation.leaveWorkspace': {
    needs: 'person',
    call: 'mutation { leaveWorkspace(input: { workspaceId: "x" }) { userErrors { code } } }',
  },
  'Mutation.removeMember': {
    needs: 'person',
    call: 'mutation { removeMember(input: { memberId: "x" }) { userErrors { code } } }',
  },
  'Mutation.revokeInvitation': {
    needs: 'person',
    call: 'mutation { revokeInvitation(input: { invitationId: "x" }) { userErrors { code } } }',
  },
  'Mutation.switchWorkspace': {
    needs: 'person',
    call: 'mutation { switchWorkspace(input: { workspaceId: "x" }) { userErrors { code } } }',
  },
  'Mutation.cancelRun': {
    needs: 'runs:write',
    call: 'mutation { cancelRun(input: { runId: "run_x" }) { userErrors { code } } }',
  },
  'Mutation.createApiKey': { needs: 'person', call: 'mutation { createApiKey(input: { name: "k" }) { id } }' },
  'Mutation.createWorkflow': {
    needs: 'workflows:write',
    call: 'mutation { createWorkflow(input: { name: "x", kind: SQUAD }) { userErrors { code } } }',
  },
  'Mutation.deleteWorkflow': {
    needs: 'workflows:write',
    call: 'mutation { deleteWorkflow(input: { workflowId: "wfl_x" }) { userErrors { code } } }',
  },
  'Mutation.publishWorkflow': {
    needs: 'workflows:write',
    call: 'mutation { publishWorkflow(input: { workflowId: "wfl_x", expectedRevision: 1 }) { userErrors { code } } }',
  },
  'Mutation.renameWorkflow': {
    needs: 'workflows:write',
    call: 'mutation { renameWorkflow(input: { workflowId: "wfl_x", name: "y" }) { userErrors { code } } }',
  },
  'Mutation.revokeApiKey': {
    needs: 'person',
    call: 'mutation { revokeApiKey(input: { id: "x" }) { userErrors { code } } }',
  },
  'Mutation.saveDraft': {
    needs: 'workflows:write',
    call: 'mutation { saveDraft(input: { workflowId: "wfl_x", expectedRevision: 1, graph: {} }) { userErrors { code } } }',
  },
  'Mutation.startRun': {
    needs: 'runs:write',
    call: 'mutation { startRun(input: { workflowId: "wfl_x" }) { userErrors { code } } }',
  },
  'Subscription.runEventSummaries': {
    needs: 'runs:read',
    call: 'subscription { runEventSummaries(runId: "run_x") { seq } }',
  },
  'Subscription.runEvents': { needs: 'runs:read', call: 'subscription { runEvents(runId: "run_x") { seq } }' },
};

let world: TestWorld;
let ada: Viewer;
beforeAll(async () => {
  world = await createTestWorld();
  ada = await world.person();
});
afterAll(() => world.close());

async function codes(viewer: Viewer | null, call: string): Promise<unknown[]> {
  const { errors }: Pick<TestResult, 'errors'> = call.startsWith('subscription')
    ? await world.subscription(viewer, call)
    : await world.gql(viewer, call);
  return errors.map(({ code }) => code);
}

describe('who may do what (A7)', () => {
  it('is said for every root field', () => {
    expect(Object.keys(fields).sort()).toEqual(rootFields(world.schema));
  });

  describe.each(Object.entries(fields))('%s', (_field, { needs, call }) => {
    it(`${needs === 'nothing' ? 'answers' : 'is nothing for'} somebody who is not signed in`, async () => {
      expect(await codes(null, call)).toEqual(needs === 'nothing' ? [] : ['UNAUTHENTICATED']);
    });

    it(`asks for: ${needs}`, async () => {
      const others = scopes.filter((scope) => scope !== needs);
      const refused = needs === 'person' ? withScopes(ada, scopes) : withScopes(ada, others);
      expect(await codes(refused, call)).toEqual(needs === 'anyone' || needs === 'nothing' ? [] : ['FORBIDDEN']);
      const allowed =
        needs === 'person'
          ? ada
          : withScopes(
              ada,
              scopes.filter((scope) => scope === needs),
            );
      const answer = await codes(allowed, call);
      expect(answer).not.toContain('FORBIDDEN');
      expect(answer).not.toContain('INTERNAL');
    });
  });
});

describe('scopes on the way from one thing to another (Q22)', () => {
  it('hold on every field that leads to the other kind', async () => {
    const graph = smallPipeline();
    const { workflow } = await world.services.workflows.create(ada, { name: 'x', kind: 'pipeline', graph });
    const id = workflow?.id ?? '';
    await world.services.versions.publish(ada, { workflowId: id, expectedRevision: 1 });
    const { run } = await world.services.startRun.start(ada, { workflowId: id });
    const ofRun = (field: string) => codes(withScopes(ada, ['runs:read']), `{ run(id: "${run?.id}") { ${field} } }`);
    const ofWorkflow = (field: string) =>
      codes(withScopes(ada, ['workflows:read']), `{ workflow(id: "${id}") { ${field} } }`);
    expect(
      await ofRun(
        'status input nodeRuns(first: 1) { nodes { id } } snapshot events(first: 1) { seq } messages(first: 1) { totalCount } squads { nodeId }',
      ),
    ).toEqual([]);
    expect(await ofRun('workflow { name }')).toEqual(['FORBIDDEN']);
    expect(await ofRun('version { graph }')).toEqual(['FORBIDDEN']);
    expect(await ofWorkflow('draft publishedVersion { graph }')).toEqual([]);
    expect(await ofWorkflow('lastRun { id }')).toEqual(['FORBIDDEN']);
    expect(await ofWorkflow('runs(first: 1) { nodes { id } }')).toEqual(['FORBIDDEN']);
  });

  it('hide the people of the workspace from API keys', async () => {
    const ofWorkspace = (field: string) => codes(withScopes(ada, scopes), `{ workspace { ${field} } }`);
    expect(await ofWorkspace('members { email }')).toEqual(['FORBIDDEN']);
    expect(await ofWorkspace('invitations { email }')).toEqual(['FORBIDDEN']);
    expect(await codes(ada, '{ viewer { workspace { members { email } invitations { email } } } }')).toEqual([]);
  });

  it('show the secret of a new key once, and never in the list (S1)', async () => {
    const made = await world.gql(
      ada,
      'mutation { createApiKey(input: { name: "ci", scopes: ["runs:read"] }) { id name secret userErrors { code } } }',
    );
    const { id, name, secret, userErrors } = made.data.createApiKey;
    expect({ name, userErrors }).toEqual({ name: 'ci', userErrors: [] });
    const list = await world.gql(ada, '{ apiKeys { id name start scopes createdAt lastUsedAt } }');
    expect(list.data.apiKeys).toContainEqual(expect.objectContaining({ id, scopes: ['runs:read'] }));
    expect(JSON.stringify(list)).not.toContain(secret);
    const bad = await world.gql(
      ada,
      'mutation { createApiKey(input: { name: "x", scopes: ["root"] }) { id userErrors { code path } } }',
    );
    expect(bad.data.createApiKey).toEqual({ id: null, userErrors: [{ code: 'INVALID_INPUT', path: ['scopes', '0'] }] });
  });
});
