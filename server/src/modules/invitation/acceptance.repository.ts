import type { Database } from '@muster/prisma';
import type { UserId, WorkspaceId } from '@muster/schema';
import { generateId } from 'better-auth';
import { roleOf } from '../../shared/viewer';
import { lockWorkspace } from '../workspace/member.repository';
import type { OpenInvitation } from './invitation-record';

/** Who accepts. */
export interface Guest {
  userId: UserId;
  email: string;
}

/** Open invitations by their tokens: the token is what opens them, so these are not bound to a workspace. */
export function createAcceptanceRepository(db: Database) {
  const open = (tokenHash: string, now: Date) => ({ tokenHash, status: 'pending', expiresAt: { gt: now } });

  return {
    async find(tokenHash: string, now: Date): Promise<OpenInvitation | null> {
      const row = await db.invitation.findFirst({
        where: open(tokenHash, now),
        select: {
          email: true,
          role: true,
          expiresAt: true,
          user: { select: { name: true } },
          organization: { select: { name: true } },
        },
      });
      if (!row) return null;
      const { email, role, expiresAt, user, organization } = row;
      return {
        email,
        role: roleOf(role ?? ''),
        workspaceName: organization.name,
        invitedBy: user.name,
        expiresAt,
      };
    },

    /** Membership and use of the invitation together; null when it is not open any more, or for another address. */
    async accept(tokenHash: string, { userId, email }: Guest, now: Date): Promise<WorkspaceId | null> {
      return db.$transaction(async (tx) => {
        const where = { ...open(tokenHash, now), email };
        const found = await tx.invitation.findFirst({ where, select: { id: true, organizationId: true, role: true } });
        if (!found) return null;
        const { organizationId } = found;
        await lockWorkspace(tx, organizationId as WorkspaceId);
        // Of several at once, the first to get here uses it up.
        const used = await tx.invitation.updateMany({ where, data: { status: 'accepted' } });
        if (used.count !== 1) return null;
        const member = { organizationId, userId };
        const role = roleOf(found.role ?? '');
        await tx.member.createMany({ data: [{ id: generateId(), ...member, role }], skipDuplicates: true });
        return organizationId as WorkspaceId;
      });
    },

    async emailOf(userId: UserId): Promise<string> {
      const user = await db.user.findUniqueOrThrow({ where: { id: userId }, select: { email: true } });
      return user.email;
    },
  };
}
export type AcceptanceRepository = ReturnType<typeof createAcceptanceRepository>;
