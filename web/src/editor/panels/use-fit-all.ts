'use client';
import { getViewportForBounds, type Rect, useReactFlow, useStoreApi, type Viewport } from '@xyflow/react';
import { useEffect } from 'react';
import { shapesOf } from '../canvas/node-shapes';
import { type Point, positionOf } from '../core/document';
import { noteSize } from '../core/notes';
import type { Route } from '../core/routing/route';
import { documentNow, useEditor, useView } from '../store/editor-context';

const padding = 0.06;
/** The smallest zoom at which cards can still be told apart. */
const smallest = 0.04;
/** What does not fit even so is shown from its start, at this zoom. */
const readable = 0.8;
/** Nodes that come into sight with one frame: fewer make each frame a little shorter and all of them together much longer. */
const nodesPerFrame = 40;
/** The least a frame moves the view, as a share of the way, so that it always arrives. */
const leastShare = 1 / 250;

/** Brings everything into view when asked to, in as many frames as the nodes that appear need. */
export function useFitAll(): void {
  const turn = useView((view) => view.fit);
  const session = useEditor();
  const { getViewport, setViewport } = useReactFlow();
  const flow = useStoreApi();
  useEffect(() => {
    if (turn === 0) return;
    let frame = requestAnimationFrame(begin);
    function begin() {
      const document = documentNow(session);
      const shapeOf = shapesOf(document, session.catalogue);
      const boxes = [
        ...document.nodes.map(({ id }) => ({ ...(positionOf(document.view, id) ?? origin), ...shapeOf(id).size })),
        ...document.view.notes.map((note) => ({ x: note.x, y: note.y, ...noteSize(note) })),
      ];
      const { width, height } = flow.getState();
      const bounds = withRoutes(boundsOf(boxes), Object.values(document.view.routes ?? {}));
      const goal = getViewportForBounds(bounds, width, height, smallest, 1, padding);
      if (bounds.width * goal.zoom > width || bounds.height * goal.zoom > height) {
        const first = boxes.reduce((best, box) => (comesBefore(box, best) ? box : best));
        goal.zoom = readable;
        goal.x = 48 - first.x * readable;
        goal.y = height / 2 - first.y * readable;
      }
      const start = centredWithin(getViewport(), bounds, width, height);
      let share = 0;
      let shown = boxes.filter((box) => inSight(box, start, width, height)).length;
      const step = () => {
        shown += nodesPerFrame;
        share = Math.max(share + leastShare, shareThatShows(shown));
        void setViewport(share >= 1 ? goal : between(start, goal, share, width, height));
        if (share < 1) frame = requestAnimationFrame(step);
      };
      /** How much of the way can be gone with no more than so many boxes in sight. */
      const shareThatShows = (most: number): number => {
        if (boxes.length <= most) return 1;
        let [low, high] = [share, 1];
        for (let turn = 0; turn < 10; turn++) {
          const middle = (low + high) / 2;
          const view = between(start, goal, middle, width, height);
          if (boxes.filter((box) => inSight(box, view, width, height)).length <= most) low = middle;
          else high = middle;
        }
        return low;
      };
      step();
    }
    return () => cancelAnimationFrame(frame);
  }, [turn, session, getViewport, setViewport, flow]);
}

const origin: Point = { x: 0, y: 0 };
const comesBefore = (a: Point, b: Point): boolean => a.x < b.x || (a.x === b.x && a.y < b.y);

function boundsOf(boxes: readonly Rect[]): Rect {
  const [x, y] = [Math.min(...boxes.map((box) => box.x)), Math.min(...boxes.map((box) => box.y))];
  const right = Math.max(...boxes.map((box) => box.x + box.width));
  const bottom = Math.max(...boxes.map((box) => box.y + box.height));
  return { x, y, width: right - x, height: bottom - y };
}

/** A rectangle with the bends of edges taken in. */
function withRoutes(bounds: Rect, routes: readonly Route[]): Rect {
  let [left, top, right, bottom] = [bounds.x, bounds.y, bounds.x + bounds.width, bounds.y + bounds.height];
  for (const route of routes) {
    for (const [index, value] of route.entries()) {
      if (index % 2 === 0) [left, right] = [Math.min(left, value), Math.max(right, value)];
      else [top, bottom] = [Math.min(top, value), Math.max(bottom, value)];
    }
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** The view with its middle inside `bounds`: nodes that moved far away are not looked for on the way. */
function centredWithin({ x, y, zoom }: Viewport, bounds: Rect, width: number, height: number): Viewport {
  const clamp = (value: number, least: number, size: number) => Math.min(Math.max(value, least), least + size);
  const middle = {
    x: clamp((width / 2 - x) / zoom, bounds.x, bounds.width),
    y: clamp((height / 2 - y) / zoom, bounds.y, bounds.height),
  };
  return { x: width / 2 - middle.x * zoom, y: height / 2 - middle.y * zoom, zoom };
}

const inSight = (box: Rect, { x, y, zoom }: Viewport, width: number, height: number): boolean =>
  box.x * zoom + x < width &&
  (box.x + box.width) * zoom + x > 0 &&
  box.y * zoom + y < height &&
  (box.y + box.height) * zoom + y > 0;

/** A view on the way from one to another, with the area in sight growing evenly. */
function between(from: Viewport, to: Viewport, share: number, width: number, height: number): Viewport {
  const mix = (a: number, b: number) => a + (b - a) * share;
  const zoom = 1 / Math.sqrt(mix(1 / from.zoom ** 2, 1 / to.zoom ** 2));
  const middle = {
    x: mix((width / 2 - from.x) / from.zoom, (width / 2 - to.x) / to.zoom),
    y: mix((height / 2 - from.y) / from.zoom, (height / 2 - to.y) / to.zoom),
  };
  return { x: width / 2 - middle.x * zoom, y: height / 2 - middle.y * zoom, zoom };
}
