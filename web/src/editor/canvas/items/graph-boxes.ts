import type { Catalogue } from '../../core/graph/catalogue';
import type { EditorDocument } from '../../core/graph/document';
import type { Box } from '../../core/graph/free-place';
import { noteSize } from '../../core/graph/notes';
import { cardPlace, sizesOf } from './node-items';

/** The places on the canvas that a graph's nodes and notes take. */
export function boxesOf(document: EditorDocument, catalogue: Catalogue): Box[] {
  const sizes = sizesOf(document, catalogue);
  return [
    ...document.nodes.map((node) => ({ ...cardPlace(document, node), ...sizes(node.id) })),
    ...document.view.notes.map((note) => ({ x: note.x, y: note.y, ...noteSize(note) })),
  ];
}
