import { UserError, type UserId } from '@muster/schema';
import { roleOf, scopes, type Viewer } from '../../shared/viewer';
import type { ApiKeyService } from './api-key.service';
import type { SignIn } from './sign-in';
import type { WorkspaceService } from './workspace.service';

/** What a request brings to say who sends it. */
export interface Credentials {
  authorization?: string | undefined;
  cookie?: string | undefined;
}

interface Deps {
  signIn: SignIn;
  apiKeys: ApiKeyService;
  workspaces: WorkspaceService;
}

/** Turns credentials into a viewer. */
export function createViewerService({ signIn, apiKeys, workspaces }: Deps) {
  async function ofKey(authorization: string): Promise<Viewer> {
    const secret = /^bearer +(\S+)$/i.exec(authorization.trim())?.[1];
    const key = secret ? await apiKeys.verify(secret) : null;
    const member = key && (await workspaces.membership(key.userId, key.workspaceId));
    if (!key || !member)
      throw new UserError(
        'UNAUTHENTICATED',
        'This API key is wrong, expired or revoked. Send `Authorization: Bearer <secret>`.',
      );
    return {
      kind: 'apiKey',
      userId: key.userId,
      workspaceId: key.workspaceId,
      scopes: key.scopes,
      role: roleOf(member.role),
      credentialId: key.id,
      name: key.name,
    };
  }

  async function ofSession(cookie: string): Promise<Viewer | null> {
    const found = await signIn.api.getSession({ headers: new Headers({ cookie }) });
    if (!found) return null;
    const userId = found.user.id as UserId;
    const member = await workspaces.ofSession(userId, found.session.activeOrganizationId ?? null);
    if (!member)
      throw new UserError(
        'FORBIDDEN',
        'You are no longer a member of the workspace you had chosen. Choose another one.',
        { details: { reason: 'workspace-lost' } },
      );
    return {
      kind: 'user',
      userId,
      workspaceId: member.workspaceId,
      scopes,
      role: roleOf(member.role),
      credentialId: found.session.id,
      name: found.user.name,
    };
  }

  /**
   * Null when the request brings nothing, or a session that has ended. An `Authorization` header counts before a cookie
   * and is never ignored.
   * @throws UserError `UNAUTHENTICATED` for a wrong key, `FORBIDDEN` when the session's workspace is not theirs any more
   */
  async function authenticate({ authorization, cookie }: Credentials): Promise<Viewer | null> {
    if (authorization !== undefined) return ofKey(authorization);
    return cookie ? ofSession(cookie) : null;
  }

  return { authenticate };
}
export type ViewerService = ReturnType<typeof createViewerService>;
