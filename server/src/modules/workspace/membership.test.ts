import type { WorkspaceId } from '@muster/schema';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestWorld, type TestWorld } from '../../api/testing/test-world';
import { type Viewer, type WorkspaceRole, workspaceRoles } from '../../shared/viewer';

let world: TestWorld;
beforeAll(async () => {
  world = await createTestWorld();
});
afterAll(() => world.close());

let members = 0;
/** Another person, as a member of this workspace. */
async function join(workspaceId: WorkspaceId, role: WorkspaceRole): Promise<Viewer & { memberId: string }> {
  const person = await world.person();
  members += 1;
  const memberId = `joined${members}`;
  const data = { id: memberId, organizationId: workspaceId, userId: person.userId, role };
  await world.db.member.create({ data });
  return { ...person, workspaceId, role, memberId };
}
const errors = 'userErrors { code }';
const outcome = async (viewer: Viewer, source: string, variables: object) => {
  const { data, errors: refused } = await world.gql(viewer, `mutation ($id: ID!) { x: ${source} }`, { ...variables });
  return refused[0]?.code ?? data.x.userErrors[0]?.code ?? 'done';
};
const remove = (viewer: Viewer, id: string) =>
  outcome(viewer, `removeMember(input: { memberId: $id }) { ${errors} }`, { id });
const change = (viewer: Viewer, id: string, role: string) =>
  outcome(viewer, `changeMemberRole(input: { memberId: $id, role: ${role} }) { ${errors} }`, { id });
const leave = (viewer: Viewer, id: string) =>
  outcome(viewer, `leaveWorkspace(input: { workspaceId: $id }) { ${errors} }`, { id });
const rolesIn = async (viewer: Viewer) =>
  (await world.services.members.list(viewer)).map(({ role }) => role).sort((one, other) => one.localeCompare(other));

/** What each role may do to each role, written out: rows act, columns are acted upon. */
const allowed: Record<WorkspaceRole, readonly WorkspaceRole[]> = {
  owner: ['owner', 'admin', 'member'],
  admin: ['admin', 'member'],
  member: [],
};

describe.each(workspaceRoles)('A6 the role %s', (role) => {
  it.each(workspaceRoles)('towards another %s', async (target) => {
    const owner = await world.person();
    const actor = await join(owner.workspaceId, role);
    const other = await join(owner.workspaceId, target);
    const may = allowed[role].includes(target);
    const raised = role === 'owner' || (role === 'admin' && target !== 'owner');
    expect(await change(actor, other.memberId, 'ADMIN')).toBe(raised ? 'done' : 'FORBIDDEN');
    expect(await change(owner, other.memberId, target.toUpperCase())).toBe('done');
    expect(await change(actor, other.memberId, 'OWNER')).toBe(role === 'owner' ? 'done' : 'FORBIDDEN');
    expect(await change(owner, other.memberId, target.toUpperCase())).toBe('done');
    expect(await remove(actor, other.memberId)).toBe(may ? 'done' : 'FORBIDDEN');
    expect((await world.services.members.list(owner)).some(({ id }) => id === other.memberId)).toBe(!may);
  });

  it('with invitations', async () => {
    const owner = await world.person();
    const actor = await join(owner.workspaceId, role);
    const invite = (given: string) =>
      world
        .gql(actor, `mutation { createInvitation(input: { email: "x@example.com", role: ${given} }) { link } }`)
        .then(({ errors: refused }) => refused[0]?.code ?? 'done');
    const expected = {
      owner: ['done', 'done', 'done'],
      admin: ['done', 'done', 'FORBIDDEN'],
      member: Array(3).fill('FORBIDDEN'),
    };
    expect([await invite('MEMBER'), await invite('ADMIN'), await invite('OWNER')]).toEqual(expected[role]);
    const seen = await world.services.invitations.list(actor);
    expect(seen).toHaveLength(role === 'member' ? 0 : 1);
  });
});

describe('the last owner', () => {
  it('A5 cannot leave, be removed or become less, while another owner can', async () => {
    const owner = await world.person();
    const [self] = await world.services.members.list(owner);
    const id = self?.id ?? '';
    const admin = await join(owner.workspaceId, 'admin');
    expect(await leave(owner, owner.workspaceId)).toBe('LAST_OWNER');
    expect(await remove(owner, id)).toBe('LAST_OWNER');
    expect(await change(owner, id, 'MEMBER')).toBe('LAST_OWNER');
    expect(await remove(admin, id)).toBe('FORBIDDEN');
    expect(await change(owner, admin.memberId, 'OWNER')).toBe('done');
    expect(await leave(owner, owner.workspaceId)).toBe('done');
    expect(await leave(admin, owner.workspaceId)).toBe('LAST_OWNER');
  });

  it.each(['leave', 'be removed', 'become members'])('A5 stays when all owners %s at once', async (how) => {
    const owners = [await world.person()];
    const workspaceId = owners[0]?.workspaceId as WorkspaceId;
    for (let count = 0; count < 3; count++) owners.push(await join(workspaceId, 'owner'));
    const all = await world.services.members.list(owners[0] ?? null);
    const outcomes = await Promise.all(
      owners.map((owner, index) => {
        const id = all.find(({ isYou }, place) => (index === 0 ? isYou : place === index))?.id ?? '';
        if (how === 'leave') return leave(owner, workspaceId);
        return how === 'be removed' ? remove(owner, id) : change(owner, id, 'MEMBER');
      }),
    );
    expect(outcomes.filter((each) => each === 'LAST_OWNER')).toHaveLength(1);
    const left = await world.db.member.findMany({ where: { organizationId: workspaceId, role: 'owner' } });
    expect(left).toHaveLength(1);
  });
});

describe('a member', () => {
  it('who was demoted meanwhile acts with the role of this moment', async () => {
    const owner = await world.person();
    const admin = await join(owner.workspaceId, 'admin');
    const other = await join(owner.workspaceId, 'member');
    await change(owner, admin.memberId, 'MEMBER');
    expect(await remove(admin, other.memberId)).toBe('FORBIDDEN');
    expect(await rolesIn(owner)).toEqual(['member', 'member', 'owner']);
  });

  it('A15 who goes takes their API keys of this workspace along, and no others', async () => {
    const owner = await world.person();
    const member = await join(owner.workspaceId, 'member');
    const { apiKeys } = world.services;
    const key = await apiKeys.create(member, { name: 'goes' });
    await apiKeys.create(owner, { name: 'stays' });
    expect(await remove(owner, member.memberId)).toBe('done');
    expect((await apiKeys.list(owner)).map(({ name }) => name)).toEqual(['stays']);
    expect(await world.db.apikey.findUnique({ where: { id: key.id } })).toBeNull();
  });
});
