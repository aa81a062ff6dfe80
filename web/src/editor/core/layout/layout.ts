import type { GraphDocument } from '@muster/schema';
import type { Point, Size } from '../graph/document';
import type { Route } from '../routing/route';

/** A port's id and the distance of its middle from the top of its node, in pixels. */
export interface PortPlace {
  id: string;
  y: number;
}

/** What the layout engine knows about a node: its size, inputs on the left side and outputs on the right side. */
export interface NodeShape {
  size: Size;
  in: readonly PortPlace[];
  out: readonly PortPlace[];
}
export type ShapeOf = (nodeId: string) => NodeShape;

/** The part of a graph that is laid out. */
export type LayoutGraph = Pick<GraphDocument, 'kind' | 'nodes' | 'edges'>;

/** Result of a layout: the top left corner of every node, and the bends of the edges that are not drawn straight. */
export interface Layout {
  places: ReadonlyMap<string, Point>;
  routes: ReadonlyMap<string, Route>;
}
