import { type GraphEdge, type GraphNode, graphDocument, type WorkflowKind } from '@muster/schema';
import { type EditorDocument, nodesById, type Point, positionOf, recordOf } from './document';
import { freshId, freshNodeId } from './ids';
import { freshName } from './operations';
import { remapReferences } from './references';
import { snap } from './snap';

/** A part of a graph on the clipboard: nodes, the edges between them, and where they stood. */
export interface Fragment {
  muster: 'fragment';
  kind: WorkflowKind;
  nodes: GraphNode[];
  edges: GraphEdge[];
  positions: Record<string, Point>;
  notes: EditorDocument['view']['notes'];
}

/** What is selected, ready for the clipboard; null when nothing that can be copied is. */
export function copyItems(document: EditorDocument, ids: ReadonlySet<string>): Fragment | null {
  const nodes = document.nodes.filter((node) => ids.has(node.id));
  const notes = document.view.notes.filter((note) => ids.has(note.id));
  if (nodes.length === 0 && notes.length === 0) return null;
  const inside = new Set(nodes.map((node) => node.id));
  return {
    muster: 'fragment',
    kind: document.kind,
    nodes,
    edges: document.edges.filter((edge) => inside.has(edge.source.node) && inside.has(edge.target.node)),
    positions: recordOf(nodes.map((node) => [node.id, positionOf(document.view, node.id) ?? { x: 0, y: 0 }])),
    notes,
  };
}

/** Reads clipboard text; null when it is not one of our fragments. */
export function readFragment(text: string): Fragment | null {
  try {
    const value = JSON.parse(text) as Fragment;
    if (value?.muster !== 'fragment') return null;
    const graph = graphDocument.parse({
      schemaVersion: 1,
      kind: value.kind,
      nodes: value.nodes,
      edges: value.edges,
      view: { nodes: value.positions, notes: value.notes },
    });
    return {
      muster: 'fragment',
      kind: graph.kind,
      nodes: graph.nodes,
      edges: graph.edges,
      positions: graph.view?.nodes ?? {},
      notes: graph.view?.notes ?? [],
    };
  } catch {
    return null;
  }
}

/**
 * Puts a fragment into the document under new ids. References between its nodes move with them; those to nodes outside
 * stay. `at` is where its top left corner goes. Returns the ids of what was added, to be selected.
 */
export function pasteFragment(
  document: EditorDocument,
  fragment: Fragment,
  at: Point,
): { document: EditorDocument; ids: string[] } {
  const ids = new Map<string, string>();
  for (const node of fragment.nodes) ids.set(node.id, freshNodeId(document, node.type, new Set(ids.values())));
  const corner = cornerOf(fragment);
  const place = (point: Point) => snap({ x: at.x + point.x - corner.x, y: at.y + point.y - corner.y });
  let next = document;
  for (const node of fragment.nodes) {
    const id = ids.get(node.id) ?? node.id;
    const { parentId, ...rest } = node;
    const parent = parentId === undefined ? undefined : (ids.get(parentId) ?? parentId);
    const copy: GraphNode = {
      ...rest,
      id,
      name: nodesById(document).size > 0 ? freshName(next, node.name) : node.name,
      config: remapReferences(node.config, ids),
      ...(parent === undefined ? {} : { parentId: parent }),
    };
    next = { ...next, nodes: [...next.nodes, copy] };
  }
  const edges = [...next.edges];
  for (const edge of fragment.edges) {
    const end = ({ node, port }: GraphEdge['source']) => ({ node: ids.get(node) ?? node, port });
    const id = freshId(
      'e',
      edges.map((other) => other.id),
    );
    edges.push({ id, source: end(edge.source), target: end(edge.target) });
  }
  const notes = [...next.view.notes];
  const noteIds: string[] = [];
  for (const note of fragment.notes) {
    const id = freshId('note', [...notes.map((other) => other.id), ...next.nodes.map((node) => node.id)]);
    notes.push({ ...note, id, ...place(note) });
    noteIds.push(id);
  }
  const moved = fragment.nodes.map(
    (node) =>
      [
        ids.get(node.id) ?? node.id,
        place(positionOf({ nodes: fragment.positions, notes: [] }, node.id) ?? at),
      ] as const,
  );
  return {
    document: {
      ...next,
      edges,
      view: { ...next.view, nodes: recordOf([...Object.entries(next.view.nodes), ...moved]), notes },
    },
    ids: [...ids.values(), ...noteIds],
  };
}

/** Top left corner of a fragment, in canvas pixels. */
export function cornerOf(fragment: Fragment): Point {
  const points = [...Object.values(fragment.positions), ...fragment.notes];
  if (points.length === 0) return { x: 0, y: 0 };
  return { x: Math.min(...points.map((point) => point.x)), y: Math.min(...points.map((point) => point.y)) };
}

/** A copy of what is selected, a little to the right and below. */
export function duplicateItems(
  document: EditorDocument,
  ids: ReadonlySet<string>,
): { document: EditorDocument; ids: string[] } {
  const fragment = copyItems(document, ids);
  if (!fragment) return { document, ids: [] };
  const corner = cornerOf(fragment);
  return pasteFragment(document, fragment, { x: corner.x + 40, y: corner.y + 40 });
}
