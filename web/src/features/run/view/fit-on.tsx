'use client';
import { useNodesInitialized, useReactFlow, useStore } from '@xyflow/react';
import { useEffect, useRef } from 'react';

/** Fits the graph into the canvas again when `on` changes (a squad opened), until somebody has moved the view. */
export function FitOn({ on }: { on: unknown }) {
  const { fitView } = useReactFlow();
  const ready = useNodesInitialized();
  const canvas = useStore((store) => store.domNode);
  const width = useStore((store) => store.width);
  // On a phone a whole graph would be too small to read: then its middle is shown.
  const smallest = width < 600 ? 0.55 : 0.3;
  const moved = useRef(false);

  useEffect(() => {
    if (!canvas) return;
    const move = () => {
      moved.current = true;
    };
    const grab = (event: PointerEvent) => {
      if (event.target instanceof Element && event.target.closest('.react-flow__pane, button')) move();
    };
    canvas.addEventListener('wheel', move, { passive: true });
    canvas.addEventListener('pointerdown', grab);
    return () => {
      canvas.removeEventListener('wheel', move);
      canvas.removeEventListener('pointerdown', grab);
    };
  }, [canvas]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `on` and the room there is are the reasons to fit.
  useEffect(() => {
    if (!ready || moved.current) return;
    // The canvas takes the new sizes over in its next frame.
    const timer = setTimeout(() => void fitView({ padding: 0.08, minZoom: smallest, maxZoom: 1, duration: 120 }), 50);
    return () => clearTimeout(timer);
  }, [on, smallest, width, ready, fitView]);
  return null;
}
