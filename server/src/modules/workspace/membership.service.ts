import { UserError } from '@muster/schema';
import { requirePerson, type Viewer } from '../../shared/viewer';
import type { MemberRepository } from './member.repository';
import { requireOtherOwner } from './member-rules';
import type { MembershipRecord, MembershipRepository } from './membership.repository';
import type { WorkspaceMembership } from './workspace.type';

interface Deps {
  memberships: MembershipRepository;
  members: MemberRepository;
  /** Told when a session works elsewhere from now on, so that open sockets are looked at once. */
  onAccessEnded: () => void;
}

/** The workspaces of the person who asks. For people, not for API keys: a key belongs to one workspace. */
export function createMembershipService({ memberships, members, onAccessEnded }: Deps) {
  const toMembership = (viewer: Viewer, record: MembershipRecord): WorkspaceMembership => ({
    ...record,
    isCurrent: record.id === viewer.workspaceId,
  });

  async function find(viewer: Viewer, workspaceId: string): Promise<MembershipRecord> {
    const found = (await memberships.list(viewer.userId)).find(({ id }) => id === workspaceId);
    if (found) return found;
    throw new UserError('NOT_FOUND', 'You do not belong to such a workspace.', { path: ['workspaceId'] });
  }

  return {
    async list(caller: Viewer | null): Promise<WorkspaceMembership[]> {
      const viewer = requirePerson(caller);
      return (await memberships.list(viewer.userId)).map((record) => toMembership(viewer, record));
    },

    /** @throws UserError `NOT_FOUND` */
    async choose(caller: Viewer | null, workspaceId: string): Promise<WorkspaceMembership> {
      const viewer = requirePerson(caller);
      const chosen = await find(viewer, workspaceId);
      await memberships.choose(viewer.userId, viewer.credentialId, chosen.id);
      onAccessEnded();
      return { ...chosen, isCurrent: true };
    },

    /** @throws UserError `NOT_FOUND` or `LAST_OWNER` */
    async leave(caller: Viewer | null, workspaceId: string): Promise<void> {
      const viewer = requirePerson(caller);
      const { id } = await find(viewer, workspaceId);
      await members.change(id, async (all, changes) => {
        const self = all.find(({ userId }) => userId === viewer.userId);
        if (!self) return;
        requireOtherOwner(all, self);
        await changes.end(self);
      });
      await memberships.forget(viewer.userId, id);
      onAccessEnded();
    },
  };
}
export type MembershipService = ReturnType<typeof createMembershipService>;
