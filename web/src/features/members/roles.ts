import type { MembersQuery } from '@muster/schema/operations';

export type MemberRow = MembersQuery['workspace']['members'][number];
export type InvitationRow = MembersQuery['workspace']['invitations'][number];
export type Role = MemberRow['role'];

const labels: Record<Role, string> = { OWNER: 'Owner', ADMIN: 'Admin', MEMBER: 'Member' };
const hints: Record<Role, string> = {
  OWNER: 'Manages everybody, owners included',
  ADMIN: 'Invites, removes and changes members',
  MEMBER: 'Draws, publishes and runs workflows',
};

export const roleLabel = (role: Role): string => labels[role];

/** The roles somebody with this role may give, the least first. */
export function rolesToGive(own: Role): { value: Role; label: string; hint: string }[] {
  const given: Role[] = own === 'OWNER' ? ['MEMBER', 'ADMIN', 'OWNER'] : own === 'ADMIN' ? ['MEMBER', 'ADMIN'] : [];
  return given.map((value) => ({ value, label: labels[value], hint: hints[value] }));
}

/** Whether somebody with this role may change or remove the other one. The server decides; this hides what it would refuse. */
export const mayManage = (own: Role, other: Role): boolean => own === 'OWNER' || (own === 'ADMIN' && other !== 'OWNER');
