import { notFound } from '../../shared/failures';
import { requireViewer, type Viewer } from '../../shared/viewer';
import type { ViewerRepository, ViewerView } from './viewer.repository';

/** Tells callers who they are. */
export function createViewerProfileService(viewers: ViewerRepository) {
  return {
    /** For an API key: the person it was made by. */
    async profile(viewer: Viewer | null): Promise<ViewerView> {
      const { workspaceId, userId } = requireViewer(viewer);
      const found = await viewers.find(workspaceId, userId);
      if (!found) throw notFound('person');
      return found;
    },
  };
}
export type ViewerProfileService = ReturnType<typeof createViewerProfileService>;
