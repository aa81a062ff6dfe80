import { notFound } from '../../shared/failures';
import { requirePerson, type Viewer, type WorkspaceRole } from '../../shared/viewer';
import type { MemberRecord, MemberRepository } from './member.repository';
import { requireMayChange, requireOtherOwner } from './member-rules';
import type { Member } from './workspace.type';

interface Deps {
  members: MemberRepository;
  /** Told when somebody lost the workspace, so that open sockets are looked at once. */
  onAccessEnded: () => void;
}

/** Who belongs to the viewer's workspace, and with which role. For people, not for API keys. */
export function createMemberService({ members, onAccessEnded }: Deps) {
  const toMember = (viewer: Viewer, { userId, ...record }: MemberRecord): Member => ({
    ...record,
    isYou: userId === viewer.userId,
  });

  return {
    async list(caller: Viewer | null): Promise<Member[]> {
      const viewer = requirePerson(caller);
      return (await members.list(viewer.workspaceId)).map((record) => toMember(viewer, record));
    },

    /** @throws UserError `NOT_FOUND`, `FORBIDDEN` or `LAST_OWNER` */
    async changeRole(caller: Viewer | null, input: { memberId: string; role: WorkspaceRole }): Promise<Member> {
      const viewer = requirePerson(caller);
      return members.change(viewer.workspaceId, async (all, changes) => {
        const { actor, target } = pick(all, viewer, input.memberId);
        requireMayChange(actor.role, target, input.role);
        if (input.role !== 'owner') requireOtherOwner(all, target);
        return toMember(viewer, await changes.setRole(target, input.role));
      });
    },

    /** @throws UserError `NOT_FOUND`, `FORBIDDEN` or `LAST_OWNER` */
    async remove(caller: Viewer | null, memberId: string): Promise<void> {
      const viewer = requirePerson(caller);
      await members.change(viewer.workspaceId, async (all, changes) => {
        const { actor, target } = pick(all, viewer, memberId);
        requireMayChange(actor.role, target);
        requireOtherOwner(all, target);
        await changes.end(target);
      });
      onAccessEnded();
    },
  };
}
export type MemberService = ReturnType<typeof createMemberService>;

/** The one who acts, with the role of this moment, and the one it is about. */
function pick(members: readonly MemberRecord[], viewer: Viewer, memberId: string) {
  const actor = members.find(({ userId }) => userId === viewer.userId);
  const target = members.find(({ id }) => id === memberId);
  if (!actor || !target) throw notFound('member', 'memberId');
  return { actor, target };
}
