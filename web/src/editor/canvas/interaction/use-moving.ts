'use client';
import { useCallback, useEffect, useMemo, useRef } from 'react';

/**
 * Marks the canvas' element with `data-moving` while the view or nodes are being moved. Set without React, since a
 * thousand cards stand below and only styles read it (`canvas.css`).
 */
export function useMoving() {
  const canvas = useRef<HTMLDivElement>(null);
  const mark = useCallback((what: 'view' | 'nodes' | null) => {
    const element = canvas.current;
    if (!element) return;
    if (what === null) delete element.dataset.moving;
    else if (element.dataset.moving !== what) element.dataset.moving = what;
  }, []);

  // React Flow reports the end of a pan late, and the next press must reach the node below the pointer.
  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const end = () => mark(null);
    const endUnlessPressed = (event: PointerEvent) => {
      if (event.buttons === 0) end();
    };
    window.addEventListener('pointerup', end, { capture: true });
    window.addEventListener('pointercancel', end, { capture: true });
    element.addEventListener('pointermove', endUnlessPressed, { capture: true });
    return () => {
      window.removeEventListener('pointerup', end, { capture: true });
      window.removeEventListener('pointercancel', end, { capture: true });
      element.removeEventListener('pointermove', endUnlessPressed, { capture: true });
    };
  }, [mark]);

  return useMemo(
    () => ({
      ref: canvas,
      // Not at the start: a press that moves nothing is a click.
      onMove: () => mark('view'),
      onMoveEnd: () => mark(null),
      onNodeDragStart: () => mark('nodes'),
      onNodeDragEnd: () => mark(null),
    }),
    [mark],
  );
}
