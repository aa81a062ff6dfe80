import type { Database } from '@muster/prisma';
import type { UserId, WorkspaceId } from '@muster/schema';
import { roleOf, type WorkspaceRole } from '../../shared/viewer';

/** One workspace a person belongs to. */
export interface MembershipRecord {
  id: WorkspaceId;
  name: string;
  role: WorkspaceRole;
}

/** A person's workspaces, and the one their sessions work in. Bound to the person, not to a workspace. */
export function createMembershipRepository(db: Database) {
  return {
    /** The oldest membership first. */
    async list(userId: UserId): Promise<MembershipRecord[]> {
      const rows = await db.member.findMany({
        where: { userId },
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
        select: { role: true, organization: { select: { id: true, name: true } } },
      });
      return rows.map(({ role, organization: { id, name } }) => ({
        id: id as WorkspaceId,
        name,
        role: roleOf(role),
      }));
    },

    async choose(userId: UserId, sessionId: string, workspaceId: WorkspaceId): Promise<void> {
      await db.session.updateMany({ where: { id: sessionId, userId }, data: { activeOrganizationId: workspaceId } });
    },

    /** Sessions that had chosen this workspace work in the person's first one from now on. */
    async forget(userId: UserId, workspaceId: WorkspaceId): Promise<void> {
      const where = { userId, activeOrganizationId: workspaceId };
      await db.session.updateMany({ where, data: { activeOrganizationId: null } });
    },
  };
}
export type MembershipRepository = ReturnType<typeof createMembershipRepository>;
