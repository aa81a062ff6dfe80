import type { GraphDocument } from '@muster/schema';
import type { Catalogue } from '../../core/graph/catalogue';
import { type Point, positionOf, type Size } from '../../core/graph/document';
import { squadHeader, squadPadding } from '../model/geometry';
import { sizesOf } from './node-items';

/** The inside of an expanded squad: how large it is and where its members stand in it. */
export interface SquadRoom {
  size: Size;
  places: ReadonlyMap<string, Point>;
}

const rooms = new WeakMap<GraphDocument, SquadRoom>();

/** Room for a squad's members, as they were drawn. Every member has a place. */
export function squadRoom(squad: GraphDocument, catalogue: Catalogue): SquadRoom {
  const known = rooms.get(squad);
  if (known) return known;
  const sizeOf = sizesOf(squad, catalogue);
  const places = new Map(squad.nodes.map(({ id }) => [id, positionOf(squad.view, id) ?? { x: 0, y: 0 }]));
  const left = Math.min(...[...places.values()].map((point) => point.x));
  const top = Math.min(...[...places.values()].map((point) => point.y));
  const shifted = new Map(
    [...places].map(([id, point]) => [
      id,
      { x: point.x - left + squadPadding, y: point.y - top + squadHeader + squadPadding / 2 },
    ]),
  );
  const right = Math.max(...[...shifted].map(([id, point]) => point.x + sizeOf(id).width));
  const bottom = Math.max(...[...shifted].map(([id, point]) => point.y + sizeOf(id).height));
  const room = { size: { width: right + squadPadding, height: bottom + squadPadding }, places: shifted };
  rooms.set(squad, room);
  return room;
}

/**
 * Places of a graph's nodes when some are larger than drawn: what stands to the right moves right, what stands below
 * moves down, so that nothing is covered.
 */
export function placesAround(
  graph: GraphDocument,
  expanded: ReadonlyMap<string, Size>,
  sizeOf: (nodeId: string) => Size,
): ReadonlyMap<string, Point> {
  const places = new Map(graph.nodes.map((node) => [node.id, positionOf(graph.view, node.id) ?? { x: 0, y: 0 }]));
  const order = [...expanded].sort(([a], [b]) => (places.get(a)?.x ?? 0) - (places.get(b)?.x ?? 0));
  for (const [id, room] of order) {
    const own = places.get(id);
    if (!own) continue;
    const normal = sizeOf(id);
    for (const [other, point] of places) {
      if (other === id) continue;
      if (point.x >= own.x + normal.width) {
        places.set(other, { x: point.x + room.width - normal.width, y: point.y });
      } else if (point.y >= own.y + normal.height && point.x + sizeOf(other).width > own.x) {
        places.set(other, { x: point.x, y: point.y + room.height - normal.height });
      }
    }
  }
  return places;
}
