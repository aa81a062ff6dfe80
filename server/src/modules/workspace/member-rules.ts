import { UserError } from '@muster/schema';
import type { WorkspaceRole } from '../../shared/viewer';

/** What the rules need to know of somebody who belongs to a workspace. */
export interface RuledMember {
  id: string;
  userId: string;
  role: WorkspaceRole;
}

const forbidden = (message: string): UserError => new UserError('FORBIDDEN', message);

/** @throws UserError `FORBIDDEN`: owners may give every role, admins all but owner, members none */
export function requireMayInvite(actor: WorkspaceRole, role: WorkspaceRole = 'member'): void {
  if (actor === 'member') throw forbidden('Only owners and admins of the workspace may invite people.');
  if (role === 'owner' && actor !== 'owner') throw forbidden('Only an owner may make somebody an owner.');
}

/** @throws UserError `FORBIDDEN`: owners may change everybody, admins everybody but owners, members nobody */
export function requireMayChange(actor: WorkspaceRole, target: RuledMember, role: WorkspaceRole = 'member'): void {
  if (actor === 'member') throw forbidden('Only owners and admins of the workspace may change its members.');
  if (actor !== 'owner' && (target.role === 'owner' || role === 'owner'))
    throw forbidden('Only an owner may change who is an owner.');
}

/** @throws UserError `LAST_OWNER` when nobody else of these owns the workspace */
export function requireOtherOwner(members: readonly RuledMember[], leaving: RuledMember): void {
  if (leaving.role !== 'owner') return;
  if (members.some(({ id, role }) => role === 'owner' && id !== leaving.id)) return;
  throw new UserError('LAST_OWNER', 'A workspace needs an owner. Make another member an owner first.');
}
