'use client';
import { useCallback, useMemo, useRef } from 'react';

/**
 * Says on the canvas' element, as `data-moving`, that the view or nodes are being moved. Set without React, since a
 * thousand cards stand below and only styles read it (`canvas.css`).
 */
export function useMoving() {
  const canvas = useRef<HTMLDivElement>(null);
  const say = useCallback((what: 'view' | 'nodes' | null) => {
    const element = canvas.current;
    if (!element) return;
    if (what === null) delete element.dataset.moving;
    else if (element.dataset.moving !== what) element.dataset.moving = what;
  }, []);
  return useMemo(
    () => ({
      ref: canvas,
      // Not at the start: a press that moves nothing is a click.
      onMove: () => say('view'),
      onMoveEnd: () => say(null),
      onNodeDragStart: () => say('nodes'),
      onNodeDragEnd: () => say(null),
    }),
    [say],
  );
}
