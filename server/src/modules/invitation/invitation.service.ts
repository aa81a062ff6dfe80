import { UserError } from '@muster/schema';
import { z } from 'zod';
import type { Mailer } from '../../mail/mailer';
import { invitationMail } from '../../mail/messages';
import { notFound } from '../../shared/failures';
import { asId } from '../../shared/ids';
import { requirePerson, type Viewer, type WorkspaceRole } from '../../shared/viewer';
import { requireMayInvite } from '../workspace/member-rules';
import type { MembershipService } from '../workspace/membership.service';
import type { WorkspaceMembership } from '../workspace/workspace.type';
import type { AcceptanceRepository } from './acceptance.repository';
import type { InvitationRepository } from './invitation.repository';
import type { InvitationMail } from './invitation.type';
import type { InvitationRecord, OpenInvitation } from './invitation-record';
import { hashInvitationToken, invitationLink, newInvitationToken } from './invitation-token';

interface Deps {
  invitations: InvitationRepository;
  acceptances: AcceptanceRepository;
  memberships: Pick<MembershipService, 'choose'>;
  publicUrl: string;
  /** Absent: this installation sends no mail. */
  mailer?: Mailer | undefined;
}

const dayMs = 24 * 3600 * 1000;
const lifetimeMs = 7 * dayMs;
/** Most invitations one workspace makes in a day, so that nobody sends mail to the world through this installation. */
const dailyQuota = 100;

const address = z.email().max(254);

const invalid = (): UserError =>
  new UserError('INVITATION_INVALID', 'This invitation was used, revoked, or has expired. Ask for a new link.', {
    path: ['token'],
  });

/** Invitations to a workspace: one e-mail address each, once, for seven days, by a link nobody can guess. */
export function createInvitationService({ invitations, acceptances, memberships, publicUrl, mailer }: Deps) {
  async function sendLink(record: InvitationRecord, workspaceName: string, link: string): Promise<InvitationMail> {
    if (!mailer) return 'off';
    const { email, invitedBy, expiresAt } = record;
    const sent = await mailer.send(invitationMail({ to: email, invitedBy, workspaceName, link, expiresAt }));
    return sent ? 'sent' : 'failed';
  }

  return {
    /** For owners and admins; members see none. */
    async list(caller: Viewer | null): Promise<InvitationRecord[]> {
      const viewer = requirePerson(caller);
      return viewer.role === 'member' ? [] : invitations.list(viewer.workspaceId, new Date());
    },

    /** @throws UserError `FORBIDDEN`, `INVALID_INPUT`, `ALREADY_MEMBER` or `QUOTA_EXCEEDED` */
    async create(
      caller: Viewer | null,
      input: { email: string; role: WorkspaceRole },
    ): Promise<{ invitation: InvitationRecord; link: string; mail: InvitationMail }> {
      const viewer = requirePerson(caller);
      requireMayInvite(viewer.role, input.role);
      const email = readAddress(input.email);
      const token = newInvitationToken();
      const now = Date.now();
      const made = await invitations.create(
        viewer.workspaceId,
        {
          email,
          role: input.role,
          inviterId: viewer.userId,
          tokenHash: hashInvitationToken(token) ?? '',
          expiresAt: new Date(now + lifetimeMs),
        },
        { quota: dailyQuota, countedSince: new Date(now - dayMs) },
      );
      if (made === 'is-member')
        throw new UserError('ALREADY_MEMBER', `${email} belongs to this workspace already.`, { path: ['email'] });
      if (made === 'over-quota')
        throw new UserError('QUOTA_EXCEEDED', `A workspace makes at most ${dailyQuota} invitations a day.`);
      const link = invitationLink(publicUrl, token);
      return { invitation: made.record, link, mail: await sendLink(made.record, made.workspaceName, link) };
    },

    /** @throws UserError `FORBIDDEN` or `NOT_FOUND` */
    async revoke(caller: Viewer | null, invitationId: string): Promise<void> {
      const viewer = requirePerson(caller);
      requireMayInvite(viewer.role);
      const id = asId(invitationId);
      if (id === null || !(await invitations.revoke(viewer.workspaceId, id)))
        throw notFound('open invitation', 'invitationId');
    },

    /** For anybody who holds the token; null when it opens nothing. */
    async preview(token: string): Promise<OpenInvitation | null> {
      const hash = hashInvitationToken(token);
      return hash === null ? null : acceptances.find(hash, new Date());
    },

    /** @throws UserError `INVITATION_INVALID` or `INVITATION_FOR_SOMEONE_ELSE` */
    async accept(caller: Viewer | null, token: string): Promise<WorkspaceMembership> {
      const viewer = requirePerson(caller);
      const hash = hashInvitationToken(token);
      const open = hash === null ? null : await acceptances.find(hash, new Date());
      if (hash === null || open === null) throw invalid();
      const email = await acceptances.emailOf(viewer.userId);
      if (email !== open.email)
        throw new UserError(
          'INVITATION_FOR_SOMEONE_ELSE',
          `This invitation is for ${open.email}, and you are signed in as ${email}. Sign in with the address it is for.`,
          { path: ['token'] },
        );
      const workspaceId = await acceptances.accept(hash, { userId: viewer.userId, email }, new Date());
      if (workspaceId === null) throw invalid();
      return memberships.choose(viewer, workspaceId);
    },
  };
}
export type InvitationService = ReturnType<typeof createInvitationService>;

/** @throws UserError `INVALID_INPUT` */
function readAddress(text: string): string {
  const parsed = address.safeParse(text.trim().toLowerCase());
  if (parsed.success) return parsed.data;
  throw new UserError('INVALID_INPUT', 'This is not an e-mail address.', { path: ['email'] });
}
