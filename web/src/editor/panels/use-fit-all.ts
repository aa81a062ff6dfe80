'use client';
import { getViewportForBounds, useReactFlow, useStoreApi, type Viewport } from '@xyflow/react';
import { useEffect } from 'react';
import { useView } from '../store/editor-context';

const padding = 0.06;
/** The smallest zoom at which cards can still be told apart. */
const smallest = 0.05;
/** Nodes that come into sight with one frame: few enough that none takes long. */
const nodesPerFrame = 24;

/** Brings everything into view when asked to, in as many frames as the nodes that appear need. */
export function useFitAll(): void {
  const turn = useView((view) => view.fit);
  const { getNodes, getNodesBounds, getViewport, setViewport } = useReactFlow();
  const flow = useStoreApi();
  useEffect(() => {
    if (turn === 0) return;
    let frame = requestAnimationFrame(begin);
    function begin() {
      const nodes = getNodes();
      const { width, height } = flow.getState();
      const bounds = getNodesBounds(nodes);
      const goal = getViewportForBounds(bounds, width, height, smallest, 1, padding);
      // What does not fit is shown from its start.
      const margin = padding * Math.min(width, height);
      if (bounds.width * goal.zoom > width) goal.x = margin - bounds.x * goal.zoom;
      if (bounds.height * goal.zoom > height) goal.y = margin - bounds.y * goal.zoom;
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
  }, [turn, getNodes, getNodesBounds, getViewport, setViewport, flow]);
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
