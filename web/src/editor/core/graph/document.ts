import { type GraphDocument, type GraphEdge, type GraphNode, type GraphView, graphDocument } from '@muster/schema';

/** A drawn graph as the editor holds it: always with a view. Immutable; every operation returns a new one. */
export type EditorDocument = Omit<GraphDocument, 'view'> & { view: GraphView };

export interface Point {
  x: number;
  y: number;
}

/** Width and height of a node on the canvas, in pixels. */
export interface Size {
  width: number;
  height: number;
}

/** What reading a stored draft gave: the document, or the sentence that says why it cannot be drawn. */
export type ReadDocument =
  | { ok: true; document: EditorDocument; repairs: string[] }
  | { ok: false; reason: 'newer' | 'unreadable'; message: string };

/** Reads a stored draft. Unknown node types stay; a second node of the same id gets a new one and is named. */
export function readDocument(stored: unknown): ReadDocument {
  const version = (stored as { schemaVersion?: unknown } | null)?.schemaVersion;
  if (typeof version === 'number' && version > 1) {
    return {
      ok: false,
      reason: 'newer',
      message: `This graph was written by a newer version of Muster (format ${version}). It was left as it is.`,
    };
  }
  const parsed = graphDocument.safeParse(stored);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const place = issue?.path.join('.') ?? '';
    return {
      ok: false,
      reason: 'unreadable',
      message: `${issue?.message ?? 'Not a graph'}${place && ` at ${place}`}.`,
    };
  }
  const repairs: string[] = [];
  const nodes = withUniqueIds(parsed.data.nodes, 'node', repairs);
  const edges = withUniqueIds(parsed.data.edges, 'edge', repairs);
  const view = parsed.data.view ?? { nodes: {}, notes: [] };
  return { ok: true, document: { ...parsed.data, nodes, edges, view }, repairs };
}

function withUniqueIds<Item extends GraphNode | GraphEdge>(items: Item[], what: string, repairs: string[]): Item[] {
  const seen = new Set<string>();
  return items.map((item) => {
    let id = item.id;
    for (let count = 2; seen.has(id); count++) id = `${item.id}-${count}`;
    seen.add(id);
    if (id === item.id) return item;
    repairs.push(`Two ${what}s had the id “${item.id}”; the second is now “${id}”.`);
    return { ...item, id };
  });
}

const nodeIndexes = new WeakMap<readonly GraphNode[], ReadonlyMap<string, GraphNode>>();

/** Nodes by id; computed once per document. */
export function nodesById(document: { nodes: GraphNode[] }): ReadonlyMap<string, GraphNode> {
  let index = nodeIndexes.get(document.nodes);
  if (!index) {
    index = new Map(document.nodes.map((node) => [node.id, node]));
    nodeIndexes.set(document.nodes, index);
  }
  return index;
}

/** Where a node stands, or null when the document does not say. */
export function positionOf(view: GraphView | undefined, nodeId: string): Point | null {
  return view && Object.hasOwn(view.nodes, nodeId) ? (view.nodes[nodeId] ?? null) : null;
}

/** A record with these entries, whatever the keys are (`__proto__` too). */
export const recordOf = <Value>(entries: Iterable<readonly [string, Value]>): Record<string, Value> =>
  Object.fromEntries(entries);

/** What a person calls the node: its name, or its id when it has none. */
export const nameOf = (document: { nodes: GraphNode[] }, nodeId: string): string =>
  nodesById(document).get(nodeId)?.name || nodeId;
