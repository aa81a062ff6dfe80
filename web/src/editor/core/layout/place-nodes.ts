import type { GraphDocument, GraphView } from '@muster/schema';
import { type EditorDocument, positionOf, recordOf, type Size } from '../graph/document';
import { moveItems } from '../graph/operations';
import { layoutFor } from './elk-graph';
import type { Layout, LayoutGraph, ShapeOf } from './layout';
import type { LayoutEngine } from './layout-engine';
import { placeNotes } from './place-notes';

type Note = GraphView['notes'][number];

/** Sizes of what stands on the canvas. */
export interface Sizes {
  shapeOf: ShapeOf;
  noteSizeOf: (note: Note) => Size;
}

/**
 * The document with a layout applied: "Tidy". The layout may be of an earlier state of the document, `laidOut`: nodes
 * and edges added since stay as they are. Notes go with the nodes beside them.
 */
export function applyLayout(
  document: EditorDocument,
  laidOut: LayoutGraph,
  layout: Layout,
  sizes: Sizes,
): EditorDocument {
  const { places, routes } = layoutFor(document, laidOut, layout);
  const moved = moveItems(document, places);
  const { view } = document.view.notes.length === 0 ? moved : withNotesMoved(document, moved, sizes);
  return { ...moved, view: { ...view, routes: recordOf(routes) } };
}

function withNotesMoved(
  document: EditorDocument,
  moved: EditorDocument,
  { shapeOf, noteSizeOf }: Sizes,
): EditorDocument {
  const boxes = ({ view }: EditorDocument) =>
    new Map(
      document.nodes.flatMap(({ id }) => {
        const point = positionOf(view, id);
        return point ? [[id, { ...point, ...shapeOf(id).size }] as const] : [];
      }),
    );
  const notes = placeNotes({
    notes: document.view.notes,
    before: boxes(document),
    after: boxes(moved),
    sizeOf: noteSizeOf,
  });
  return moveItems(moved, notes);
}

/** True when every node has a place. Graphs made through the API may have none. */
export const isPlaced = (graph: GraphDocument): boolean =>
  graph.nodes.every((node) => positionOf(graph.view, node.id) !== null);

/** Room between nodes that were placed before and those that are placed now, in pixels. */
const gap = 160;

/** The document with a place for every node. Nodes that have one stay; the others are laid out below them. */
export async function withAllPlaced(
  document: EditorDocument,
  shapeOf: ShapeOf,
  engine: LayoutEngine,
  signal?: AbortSignal,
): Promise<EditorDocument> {
  const missing = new Set(document.nodes.flatMap(({ id }) => (positionOf(document.view, id) === null ? [id] : [])));
  if (missing.size === 0) return document;
  const part: LayoutGraph = {
    kind: document.kind,
    nodes: document.nodes.filter(({ id }) => missing.has(id)),
    edges: document.edges.filter(({ source, target }) => missing.has(source.node) && missing.has(target.node)),
  };
  const layout = await engine.layout(part, shapeOf, signal);
  if (missing.size === document.nodes.length) {
    const placed = moveItems(document, layout.places);
    return { ...placed, view: { ...placed.view, routes: recordOf(layout.routes) } };
  }
  const bottom = document.nodes.reduce((lowest, { id }) => {
    const point = positionOf(document.view, id);
    return point ? Math.max(lowest, point.y + shapeOf(id).size.height) : lowest;
  }, Number.NEGATIVE_INFINITY);
  const places = [...layout.places].map(([id, { x, y }]) => [id, { x, y: y + bottom + gap }] as const);
  return moveItems(document, new Map(places));
}
