import { manifestOf, type NodeCatalogue, catalogue as shipped } from '@muster/nodes';
import type { NodeTypeManifest } from '@muster/schema';
import { requireViewer, type Viewer } from '../../shared/viewer';

/** The catalogue as the editor needs it, in the order of the palette. */
export function createNodeTypeService(catalogue: NodeCatalogue = shipped) {
  const newest = catalogue.newest.map(manifestOf);
  const all = [...newest, ...catalogue.older.map(manifestOf)];
  return {
    /** The newest version of each type; with `includeOlder` the versions that drafts and published graphs may still name. */
    list(viewer: Viewer | null, includeOlder: boolean): NodeTypeManifest[] {
      requireViewer(viewer);
      return includeOlder ? all : newest;
    },
  };
}
export type NodeTypeService = ReturnType<typeof createNodeTypeService>;
