import type { IsInvited } from '../auth/sign-up-policy';
import type { AcceptanceRepository } from './acceptance.repository';
import { hashInvitationToken } from './invitation-token';

/** Lets somebody sign up who holds the link of an open invitation to their address. */
export const createInvitedCheck =
  (acceptances: Pick<AcceptanceRepository, 'find'>): IsInvited =>
  async ({ email, invitation }) => {
    const hash = invitation === null ? null : hashInvitationToken(invitation);
    return hash !== null && (await acceptances.find(hash, new Date()))?.email === email;
  };
