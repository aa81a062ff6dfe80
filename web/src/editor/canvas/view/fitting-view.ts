import type { GraphDocument } from '@muster/schema';
import { getViewportForBounds } from '@xyflow/react';
import type { Point, Size } from '../../core/graph/document';
import type { View } from './opening-view';

/** The smallest zoom of a canvas: cards can still be told apart. */
export const smallestZoom = 0.04;
/** A graph that does not fit even so is shown from its start, at this zoom. */
const readableZoom = 0.8;
/** Free room around the graph, as React Flow counts it. */
const padding = 0.06;
/** Free room left of the first node of a graph that does not fit, in screen pixels. */
const marginAtStart = 48;

interface FittingViewInput {
  /** Size of the canvas on the screen, in pixels. */
  size: Size;
  /** Nodes and notes, in the graph's own pixels. At least one. */
  boxes: readonly (Point & Size)[];
  /** Bends of edges, which may lie outside of all boxes. */
  routes?: NonNullable<GraphDocument['view']>['routes'];
}

/** Returns the view that shows all of a graph, no larger than drawn; its start, readable, when the graph is too large. */
export function fittingView({ size, boxes, routes = {} }: FittingViewInput): View {
  const bounds = boundsOf(boxes, Object.values(routes));
  const view = getViewportForBounds(bounds, size.width, size.height, smallestZoom, 1, padding);
  if (bounds.width * view.zoom <= size.width && bounds.height * view.zoom <= size.height) return view;
  const first = boxes.reduce((best, box) => (comesBefore(box, best) ? box : best));
  return {
    x: marginAtStart - first.x * readableZoom,
    y: size.height / 2 - first.y * readableZoom,
    zoom: readableZoom,
  };
}

const comesBefore = (a: Point, b: Point): boolean => a.x < b.x || (a.x === b.x && a.y < b.y);

function boundsOf(boxes: readonly (Point & Size)[], routes: readonly (readonly number[])[]): Point & Size {
  let [left, top, right, bottom] = [
    Number.POSITIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ];
  for (const { x, y, width, height } of boxes) {
    [left, right] = [Math.min(left, x), Math.max(right, x + width)];
    [top, bottom] = [Math.min(top, y), Math.max(bottom, y + height)];
  }
  for (const route of routes) {
    for (const [index, value] of route.entries()) {
      if (index % 2 === 0) [left, right] = [Math.min(left, value), Math.max(right, value)];
      else [top, bottom] = [Math.min(top, value), Math.max(bottom, value)];
    }
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** Whether any part of a box is on the screen. */
export const isPartlyInSight = (box: Point & Size, { x, y, zoom }: View, size: Size): boolean =>
  box.x * zoom + x < size.width &&
  (box.x + box.width) * zoom + x > 0 &&
  box.y * zoom + y < size.height &&
  (box.y + box.height) * zoom + y > 0;
