'use client';
import { useReactFlow, useStoreApi } from '@xyflow/react';
import { useEffect } from 'react';
import { useView } from '../../store/editor-context';

const margin = 24;

/** Moves the canvas just so far that nodes that were added or pasted are in sight. */
export function useReveal(): void {
  const ids = useView((view) => view.reveal);
  const { getNodesBounds, getViewport, setViewport } = useReactFlow();
  const flow = useStoreApi();
  useEffect(() => {
    if (ids.length === 0) return;
    const bounds = getNodesBounds([...ids]);
    const { x, y, zoom } = getViewport();
    const { width, height } = flow.getState();
    const by = (start: number, length: number, room: number): number => {
      if (start < margin) return margin - start;
      return start + length > room - margin ? Math.max(margin - start, room - margin - (start + length)) : 0;
    };
    const moveX = by(bounds.x * zoom + x, bounds.width * zoom, width);
    const moveY = by(bounds.y * zoom + y, bounds.height * zoom, height);
    if (moveX !== 0 || moveY !== 0) void setViewport({ x: x + moveX, y: y + moveY, zoom }, { duration: 120 });
  }, [ids, getNodesBounds, getViewport, setViewport, flow]);
}
