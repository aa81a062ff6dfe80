import { graphlib, layout } from '@dagrejs/dagre';
import type { GraphDocument } from '@muster/schema';
import { type EditorDocument, type Point, positionOf } from './document';
import { moveItems } from './operations';
import { coarseGrid, nodeWidth, snap } from './snap';

/** Width and height of a node on the canvas, in pixels. */
export interface Size {
  width: number;
  height: number;
}
export type SizeOf = (nodeId: string) => Size;

const defaultSize: Size = { width: nodeWidth, height: 96 };
/** Beyond this many nodes a plain layering is used: the thorough one would take seconds. */
const mostForThorough = 400;
const gapX = 72;
const gapY = 40;

/** Places for every node, left to right along the edges, on the coarse grid. The same graph gives the same places. */
export function layoutGraph(
  graph: Pick<GraphDocument, 'nodes' | 'edges'>,
  sizeOf: SizeOf = () => defaultSize,
): Map<string, Point> {
  const places = graph.nodes.length <= mostForThorough ? thorough(graph, sizeOf) : layered(graph, sizeOf);
  const left = Math.min(...[...places.values()].map((point) => point.x), 0);
  const top = Math.min(...[...places.values()].map((point) => point.y), 0);
  return new Map([...places].map(([id, { x, y }]) => [id, snap({ x: x - left, y: y - top }, coarseGrid)]));
}

function thorough(graph: Pick<GraphDocument, 'nodes' | 'edges'>, sizeOf: SizeOf): Map<string, Point> {
  const dagre = new graphlib.Graph({ multigraph: true });
  dagre.setGraph({ rankdir: 'LR', nodesep: gapY, ranksep: gapX, marginx: 0, marginy: 0 });
  dagre.setDefaultEdgeLabel(() => ({}));
  // Prefixed, so that a node called `__proto__` is an ordinary key of dagre's objects.
  const key = (id: string) => `n:${id}`;
  for (const node of graph.nodes) dagre.setNode(key(node.id), { ...sizeOf(node.id) });
  for (const { id, source, target } of graph.edges) {
    if (dagre.hasNode(key(source.node)) && dagre.hasNode(key(target.node)) && source.node !== target.node) {
      dagre.setEdge(key(source.node), key(target.node), {}, id);
    }
  }
  layout(dagre);
  return new Map(
    graph.nodes.map(({ id }) => {
      const { x, y, width, height } = dagre.node(key(id)) as Point & Size;
      return [id, { x: x - width / 2, y: y - height / 2 }];
    }),
  );
}

/** Columns by the longest way from a start, rows in order of appearance. Linear in the size of the graph. */
function layered(graph: Pick<GraphDocument, 'nodes' | 'edges'>, sizeOf: SizeOf): Map<string, Point> {
  const waiting = new Map(graph.nodes.map((node) => [node.id, 0]));
  const next = new Map<string, string[]>();
  for (const { source, target } of graph.edges) {
    if (!waiting.has(source.node) || !waiting.has(target.node) || source.node === target.node) continue;
    waiting.set(target.node, (waiting.get(target.node) ?? 0) + 1);
    next.set(source.node, [...(next.get(source.node) ?? []), target.node]);
  }
  const column = new Map<string, number>();
  let frontier = graph.nodes.filter((node) => waiting.get(node.id) === 0).map((node) => node.id);
  for (const id of frontier) column.set(id, 0);
  while (frontier.length > 0) {
    const reached: string[] = [];
    for (const id of frontier) {
      for (const target of next.get(id) ?? []) {
        column.set(target, Math.max(column.get(target) ?? 0, (column.get(id) ?? 0) + 1));
        const left = (waiting.get(target) ?? 1) - 1;
        waiting.set(target, left);
        if (left === 0) reached.push(target);
      }
    }
    frontier = reached;
  }
  const filled = new Map<number, number>();
  return new Map(
    graph.nodes.map(({ id }) => {
      const at = column.get(id) ?? 0;
      const y = filled.get(at) ?? 0;
      filled.set(at, y + sizeOf(id).height + gapY);
      return [id, { x: at * (nodeWidth + gapX), y }];
    }),
  );
}

/** The document with all nodes laid out anew: "Tidy". Notes stay. */
export const tidy = (document: EditorDocument, sizeOf?: SizeOf): EditorDocument =>
  moveItems(document, layoutGraph(document, sizeOf));

/** The document with places for nodes that have none, as in graphs made through the API. Others stay where they are. */
export function withAllPlaced(document: EditorDocument, sizeOf?: SizeOf): EditorDocument {
  const missing = document.nodes.filter((node) => positionOf(document.view, node.id) === null);
  if (missing.length === 0) return document;
  const places = layoutGraph(document, sizeOf);
  if (missing.length === document.nodes.length) return moveItems(document, places);
  const lowest = Math.max(...Object.values(document.view.nodes).map((point) => point.y));
  const moved = missing.map((node) => {
    const { x, y } = places.get(node.id) ?? { x: 0, y: 0 };
    return [node.id, { x, y: y + lowest + 160 }] as const;
  });
  return moveItems(document, new Map(moved));
}
