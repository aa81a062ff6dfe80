import { invariant, type WorkspaceId } from '@muster/schema';

/**
 * The filter every query of a repository carries. Refuses a workspace that is not there, so that a forgotten
 * argument can never mean "every workspace".
 */
export function inWorkspace(workspaceId: WorkspaceId): { workspaceId: string } {
  invariant(typeof workspaceId === 'string' && workspaceId.length > 0, 'a query without a workspace');
  return { workspaceId };
}
