import { createHash, randomBytes } from 'node:crypto';

/** What a link carries: 256 bits nobody can guess. Shown once; the database keeps its hash. */
export const newInvitationToken = (): string => `inv_${randomBytes(32).toString('base64url')}`;

/** What is stored in place of a token; null for a text that cannot be one. */
export function hashInvitationToken(token: string): string | null {
  if (!/^inv_[\w-]{43}$/.test(token)) return null;
  return createHash('sha256').update(token).digest('base64url');
}

/** The token is behind `#`, which browsers send to nobody: it is in no server's log. */
export const invitationLink = (publicUrl: string, token: string): string => `${publicUrl}/invite#${token}`;
