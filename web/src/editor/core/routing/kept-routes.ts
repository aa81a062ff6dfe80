import type { GraphEdge } from '@muster/schema';
import { type EditorDocument, type Point, positionOf } from '../graph/document';
import type { Route } from './route';

/**
 * The document after a change, with the routes of edges that still hold. Where both ends moved by the same distance the
 * route moves with them; where one end moved or the edge leads elsewhere it is dropped, and the canvas finds another.
 * A change that sets routes itself is left alone.
 */
export function withKeptRoutes(before: EditorDocument, after: EditorDocument): EditorDocument {
  const { routes } = after.view;
  if (!routes || routes !== before.view.routes) return after;
  if (after.edges === before.edges && after.view.nodes === before.view.nodes) return after;
  const edges = new Map(before.edges.map((edge) => [edge.id, edge]));
  const kept: [string, Route][] = [];
  let changed = false;
  for (const edge of after.edges) {
    const route = Object.hasOwn(routes, edge.id) ? routes[edge.id] : undefined;
    const was = edges.get(edge.id);
    if (!route || !was) continue;
    const source = movedBy(before, after, edge.source.node);
    const target = movedBy(before, after, edge.target.node);
    if (!sameEnds(was, edge) || source.x !== target.x || source.y !== target.y) continue;
    const moves = source.x !== 0 || source.y !== 0;
    changed ||= moves;
    kept.push([edge.id, moves ? route.map((value, index) => value + (index % 2 === 0 ? source.x : source.y)) : route]);
  }
  if (!changed && kept.length === Object.keys(routes).length) return after;
  return { ...after, view: { ...after.view, routes: Object.fromEntries(kept) } };
}

function movedBy(before: EditorDocument, after: EditorDocument, nodeId: string): Point {
  const [from, to] = [positionOf(before.view, nodeId), positionOf(after.view, nodeId)];
  return from && to ? { x: to.x - from.x, y: to.y - from.y } : { x: 0, y: 0 };
}

/** True when two edges lead from the same output to the same input. */
export const sameEnds = (left: GraphEdge, right: GraphEdge): boolean =>
  left.source.node === right.source.node &&
  left.source.port === right.source.port &&
  left.target.node === right.target.node &&
  left.target.port === right.target.port;
