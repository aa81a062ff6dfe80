import { manifestOf, type NodeCatalogue, catalogue as shipped } from '@muster/nodes';
import type { NodeTypeManifest } from '@muster/schema';
import { requireViewer, type Viewer } from '../../shared/viewer';

/** The catalogue as the editor needs it, in the order of the palette. */
export function createNodeTypeService(catalogue: NodeCatalogue = shipped) {
  const newest = catalogue.newest.map(manifestOf);
  const older = catalogue.older.map(manifestOf);
  return {
    /** Returns the newest version of each type. */
    newest(viewer: Viewer | null): NodeTypeManifest[] {
      requireViewer(viewer);
      return newest;
    },
    /** Returns the versions that drafts and published graphs may still name. */
    older(viewer: Viewer | null): NodeTypeManifest[] {
      requireViewer(viewer);
      return older;
    },
  };
}
export type NodeTypeService = ReturnType<typeof createNodeTypeService>;
