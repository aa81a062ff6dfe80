import type { Database } from '@muster/prisma';
import type { UserId, WorkspaceId } from '@muster/schema';
import { inWorkspace } from '../../shared/workspace-scope';

/** Who is signed in, and where. */
export interface ViewerView {
  id: string;
  name: string;
  email: string;
  workspace: { id: string; name: string; slug: string };
}

export function createViewerRepository(db: Database) {
  return {
    /** Null when the person is not a member of the workspace (any more). */
    async find(workspaceId: WorkspaceId, userId: UserId): Promise<ViewerView | null> {
      const member = await db.member.findUnique({
        where: { organizationId_userId: { organizationId: inWorkspace(workspaceId).workspaceId, userId } },
        select: {
          user: { select: { id: true, name: true, email: true } },
          organization: { select: { id: true, name: true, slug: true } },
        },
      });
      return member && { ...member.user, workspace: member.organization };
    },
  };
}
export type ViewerRepository = ReturnType<typeof createViewerRepository>;
