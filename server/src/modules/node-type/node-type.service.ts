import { catalogue, manifestOf } from '@muster/nodes';
import type { NodeTypeManifest } from '@muster/schema';
import { requireViewer, type Viewer } from '../../shared/viewer';

/** The catalogue as the editor needs it, in the order of the palette. */
export function createNodeTypeService() {
  const manifests = catalogue.newest.map(manifestOf);
  return {
    list(viewer: Viewer | null): NodeTypeManifest[] {
      requireViewer(viewer);
      return manifests;
    },
  };
}
export type NodeTypeService = ReturnType<typeof createNodeTypeService>;
