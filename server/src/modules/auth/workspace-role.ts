import { type WorkspaceRole, workspaceRoles } from './viewer';

/** better-auth stores several roles with commas; the strongest counts. */
export function roleOf(stored: string): WorkspaceRole {
  const held = stored.split(',').map((role) => role.trim());
  return workspaceRoles.find((role) => held.includes(role)) ?? 'member';
}
