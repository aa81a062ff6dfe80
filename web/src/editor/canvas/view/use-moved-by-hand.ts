'use client';
import { type RefObject, useEffect, useRef } from 'react';

/** A press that goes further than this, in pixels, is a drag. */
const dragFrom = 4;

interface ByHand {
  /** A person has moved the view since the canvas was there: by wheel, drag, pinch or one of the zoom buttons. */
  moved: RefObject<boolean>;
  /** A pointer is down on the canvas now. */
  pressed: RefObject<boolean>;
}

/** What a person does to the view of a canvas. */
export function useMovedByHand(canvas: HTMLElement | null, onMoved: (() => void) | undefined): ByHand {
  const moved = useRef(false);
  const pressed = useRef(false);
  const tell = useRef(onMoved);
  tell.current = onMoved;
  useEffect(() => {
    if (!canvas) return;
    let from: { x: number; y: number } | null = null;
    const move = () => {
      moved.current = true;
      tell.current?.();
    };
    const press = (event: PointerEvent) => {
      from = { x: event.clientX, y: event.clientY };
      pressed.current = true;
    };
    const drag = (event: PointerEvent) => {
      if (!from || Math.hypot(event.clientX - from.x, event.clientY - from.y) < dragFrom) return;
      from = null;
      move();
    };
    const release = () => {
      from = null;
      pressed.current = false;
    };
    const click = (event: MouseEvent) => {
      if (event.target instanceof Element && event.target.closest('[data-moves-view]')) move();
    };
    canvas.addEventListener('wheel', move, { passive: true, capture: true });
    canvas.addEventListener('click', click, { capture: true });
    canvas.addEventListener('pointerdown', press, { capture: true });
    window.addEventListener('pointermove', drag, { capture: true });
    window.addEventListener('pointerup', release, { capture: true });
    window.addEventListener('pointercancel', release, { capture: true });
    return () => {
      canvas.removeEventListener('wheel', move, { capture: true });
      canvas.removeEventListener('click', click, { capture: true });
      canvas.removeEventListener('pointerdown', press, { capture: true });
      window.removeEventListener('pointermove', drag, { capture: true });
      window.removeEventListener('pointerup', release, { capture: true });
      window.removeEventListener('pointercancel', release, { capture: true });
    };
  }, [canvas]);
  return { moved, pressed };
}
