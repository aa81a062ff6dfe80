'use client';
import { getViewportForBounds, type Rect, useReactFlow, useStoreApi, type Viewport } from '@xyflow/react';
import { useEffect } from 'react';
import type { Point } from '../core/document';
import type { Route } from '../core/routing/route';
import { documentNow, useEditor, useView } from '../store/editor-context';

const padding = 0.06;
/** The smallest zoom at which cards can still be told apart. */
const smallest = 0.05;
/** What does not fit even so is shown from its start, at this zoom. */
const readable = 0.8;
/** Nodes that come into sight with one frame: few enough that none takes long. */
const nodesPerFrame = 24;

/** Brings everything into view when asked to, in as many frames as the nodes that appear need. */
export function useFitAll(): void {
  const turn = useView((view) => view.fit);
  const session = useEditor();
  const { getNodes, getNodesBounds, getViewport, setViewport } = useReactFlow();
  const flow = useStoreApi();
  useEffect(() => {
    if (turn === 0) return;
    let frame = requestAnimationFrame(begin);
    function begin() {
      const nodes = getNodes();
      const { width, height } = flow.getState();
      const bounds = withRoutes(getNodesBounds(nodes), Object.values(documentNow(session).view.routes ?? {}));
      const goal = getViewportForBounds(bounds, width, height, smallest, 1, padding);
      if (bounds.width * goal.zoom > width || bounds.height * goal.zoom > height) {
        const first = nodes.reduce((best, node) => (comesBefore(node.position, best.position) ? node : best));
        goal.zoom = readable;
        goal.x = 48 - first.position.x * readable;
        goal.y = height / 2 - first.position.y * readable;
      }
      const start = getViewport();
      const frames = Math.max(1, Math.ceil(nodes.length / nodesPerFrame));
      let done = 0;
      const step = () => {
        done += 1;
        void setViewport(done >= frames ? goal : between(start, goal, done / frames, width, height));
        if (done < frames) frame = requestAnimationFrame(step);
      };
      step();
    }
    return () => cancelAnimationFrame(frame);
  }, [turn, session, getNodes, getNodesBounds, getViewport, setViewport, flow]);
}

const comesBefore = (a: Point, b: Point): boolean => a.x < b.x || (a.x === b.x && a.y < b.y);

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
