import type { Database } from '@muster/prisma';
import type { UserId, WorkspaceId } from '@muster/schema';
import { generateId } from 'better-auth';
import { roleOf, type WorkspaceRole } from '../../shared/viewer';
import { inWorkspace } from '../../shared/workspace-scope';
import { lockWorkspace } from '../workspace/member.repository';
import type { InvitationRecord } from './invitation-record';

/** What a new invitation is made from. */
export interface NewInvitation {
  email: string;
  role: WorkspaceRole;
  inviterId: UserId;
  tokenHash: string;
  expiresAt: Date;
}

const columns = {
  id: true,
  email: true,
  role: true,
  createdAt: true,
  expiresAt: true,
  user: { select: { name: true } },
} as const;

interface Row {
  id: string;
  email: string;
  role: string | null;
  createdAt: Date;
  expiresAt: Date;
  user: { name: string };
}

const toRecord = ({ role, user, ...row }: Row): InvitationRecord => ({
  ...row,
  role: roleOf(role ?? ''),
  invitedBy: user.name,
});

/** Invitations of a workspace (better-auth's `Invitation` rows). */
export function createInvitationRepository(db: Database) {
  const inOrganization = (workspaceId: WorkspaceId) => ({ organizationId: inWorkspace(workspaceId).workspaceId });

  return {
    /** Those that can still be accepted, newest first. */
    async list(workspaceId: WorkspaceId, now: Date): Promise<InvitationRecord[]> {
      const rows = await db.invitation.findMany({
        where: { ...inOrganization(workspaceId), status: 'pending', expiresAt: { gt: now }, tokenHash: { not: null } },
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        select: columns,
      });
      return rows.map(toRecord);
    },

    /**
     * Stores an invitation and ends the open one for the same address. `workspaceName` is for the mail. Refused for
     * somebody who belongs to the workspace, and when `quota` were made since `countedSince`.
     */
    async create(
      workspaceId: WorkspaceId,
      { email, role, inviterId, tokenHash, expiresAt }: NewInvitation,
      limit: { quota: number; countedSince: Date },
    ): Promise<{ record: InvitationRecord; workspaceName: string } | 'is-member' | 'over-quota'> {
      const { organizationId } = inOrganization(workspaceId);
      return db.$transaction(async (tx) => {
        await lockWorkspace(tx, workspaceId);
        if (await tx.member.findFirst({ where: { organizationId, user: { email } }, select: { id: true } }))
          return 'is-member';
        const recent = { organizationId, createdAt: { gt: limit.countedSince } };
        if ((await tx.invitation.count({ where: recent })) >= limit.quota) return 'over-quota';
        const earlier = { organizationId, email, status: 'pending' };
        await tx.invitation.updateMany({ where: earlier, data: { status: 'canceled' } });
        const row = await tx.invitation.create({
          data: { id: generateId(), organizationId, email, role, inviterId, tokenHash, expiresAt, status: 'pending' },
          select: { ...columns, organization: { select: { name: true } } },
        });
        const { organization, ...rest } = row;
        return { record: toRecord(rest), workspaceName: organization.name };
      });
    },

    /** False when there is no such open invitation. */
    async revoke(workspaceId: WorkspaceId, id: string): Promise<boolean> {
      const where = { ...inOrganization(workspaceId), id, status: 'pending' };
      return (await db.invitation.updateMany({ where, data: { status: 'canceled' } })).count === 1;
    },
  };
}
export type InvitationRepository = ReturnType<typeof createInvitationRepository>;
