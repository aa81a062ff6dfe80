import { type Actor, UserError, type UserId, type WorkspaceId } from '@muster/schema';

/** What an API key may be allowed to do. A signed-in person has all of them. */
export const scopes = ['workflows:read', 'workflows:write', 'runs:read', 'runs:write'] as const;
export type Scope = (typeof scopes)[number];

export const workspaceRoles = ['owner', 'admin', 'member'] as const;
export type WorkspaceRole = (typeof workspaceRoles)[number];

/** Returns the role that better-auth stored; of several, separated by commas, the strongest. */
export function roleOf(stored: string): WorkspaceRole {
  const held = stored.split(',').map((role) => role.trim());
  return workspaceRoles.find((role) => held.includes(role)) ?? 'member';
}

/** Who asks, and on behalf of which workspace. Every service takes one and reads nothing else about the caller. */
export interface Viewer {
  kind: 'user' | 'apiKey';
  userId: UserId;
  workspaceId: WorkspaceId;
  scopes: readonly Scope[];
  role: WorkspaceRole;
  /** Id of the session or of the API key that signed the caller in; never the secret. */
  credentialId: string;
  /** Of the person, or of the API key. */
  name: string;
}

/** What a record keeps of who asked: the person, or the API key. */
export const actorOf = ({ kind, userId, credentialId, name }: Viewer): Actor =>
  kind === 'user' ? { kind: 'USER', id: userId, label: name } : { kind: 'API_KEY', id: credentialId, label: name };

export const isScope = (value: string): value is Scope => (scopes as readonly string[]).includes(value);

/** @throws UserError `UNAUTHENTICATED` when nobody is signed in. */
export function requireViewer(viewer: Viewer | null): Viewer {
  if (!viewer)
    throw new UserError('UNAUTHENTICATED', 'Sign in, or send an API key as `Authorization: Bearer <secret>`.');
  return viewer;
}

/** @throws UserError `UNAUTHENTICATED`, or `FORBIDDEN` when the API key was not given this scope. */
export function requireScope(viewer: Viewer | null, scope: Scope): Viewer {
  const known = requireViewer(viewer);
  if (!known.scopes.includes(scope))
    throw new UserError('FORBIDDEN', `This API key does not have the scope \`${scope}\`.`);
  return known;
}

/** @throws UserError `UNAUTHENTICATED`, or `FORBIDDEN` for an API key: some things only a person may do. */
export function requirePerson(viewer: Viewer | null): Viewer {
  const known = requireViewer(viewer);
  if (known.kind !== 'user') throw new UserError('FORBIDDEN', 'Only a signed-in person may do this, not an API key.');
  return known;
}
