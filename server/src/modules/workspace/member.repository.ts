import type { Database, DatabaseTransaction } from '@muster/prisma';
import type { UserId, WorkspaceId } from '@muster/schema';
import { workspaceRoles as allRoles, roleOf, type WorkspaceRole } from '../../shared/viewer';
import { inWorkspace } from '../../shared/workspace-scope';
import { keysOf } from '../auth/api-key.repository';

/** Somebody who belongs to a workspace. */
export interface MemberRecord {
  id: string;
  userId: UserId;
  name: string;
  email: string;
  role: WorkspaceRole;
  joinedAt: Date;
}

/** What may be done while nobody else changes who belongs to the workspace. */
export interface MemberChanges {
  setRole(member: MemberRecord, role: WorkspaceRole): Promise<MemberRecord>;
  /** Ends the membership with all that stood on it: API keys and open invitations. */
  end(member: MemberRecord): Promise<void>;
}

const columns = {
  id: true,
  userId: true,
  role: true,
  createdAt: true,
  user: { select: { name: true, email: true } },
} as const;

/** The members of a workspace (better-auth's `Member` rows). */
export function createMemberRepository(db: Database) {
  return {
    /** The oldest membership first. */
    list: async (workspaceId: WorkspaceId): Promise<MemberRecord[]> => read(db, workspaceId),

    /**
     * Runs one change at a time: the organisation's row is locked, so that two owners who go at once do not both see
     * the other. What `work` throws undoes everything.
     */
    async change<T>(
      workspaceId: WorkspaceId,
      work: (members: MemberRecord[], changes: MemberChanges) => Promise<T>,
    ): Promise<T> {
      const { workspaceId: id } = inWorkspace(workspaceId);
      return db.$transaction(async (tx) => {
        await lockWorkspace(tx, workspaceId);
        return work(await read(tx, workspaceId), {
          async setRole(member, role) {
            await tx.member.updateMany({ where: { id: member.id, organizationId: id }, data: { role } });
            if (role !== 'owner')
              await cancelInvitationsOf(tx, id, member.userId, role === 'admin' ? ['owner'] : allRoles);
            return { ...member, role };
          },
          async end(member) {
            await tx.member.deleteMany({ where: { id: member.id, organizationId: id } });
            await cancelInvitationsOf(tx, id, member.userId, allRoles);
            const keys = await keysOf(tx, workspaceId, member.userId);
            await tx.apikey.deleteMany({ where: { id: { in: keys }, referenceId: id } });
          },
        });
      });
    },
  };
}
export type MemberRepository = ReturnType<typeof createMemberRepository>;

/** Holds other changes of who belongs to the workspace back until the transaction ends. */
export async function lockWorkspace(tx: DatabaseTransaction, workspaceId: WorkspaceId): Promise<void> {
  const { workspaceId: id } = inWorkspace(workspaceId);
  await tx.$queryRaw`SELECT "id" FROM "Organization" WHERE "id" = ${id} FOR UPDATE`;
}

async function read(db: DatabaseTransaction, workspaceId: WorkspaceId): Promise<MemberRecord[]> {
  const rows = await db.member.findMany({
    where: { organizationId: inWorkspace(workspaceId).workspaceId },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: columns,
  });
  return rows.map(({ id, userId, role, createdAt, user }) => ({
    id,
    userId: userId as UserId,
    name: user.name,
    email: user.email,
    role: roleOf(role),
    joinedAt: createdAt,
  }));
}

/** Who may no longer invite to these roles leaves no such invitation open. */
async function cancelInvitationsOf(
  tx: DatabaseTransaction,
  organizationId: string,
  inviterId: UserId,
  roles: readonly WorkspaceRole[],
): Promise<void> {
  const where = { organizationId, inviterId, status: 'pending', role: { in: [...roles] } };
  await tx.invitation.updateMany({ where, data: { status: 'canceled' } });
}
