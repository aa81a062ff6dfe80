'use client';
import { useReactFlow, useStore } from '@xyflow/react';
import { useEffect, useLayoutEffect, useRef } from 'react';
import type { Size } from '../../core/graph/document';
import type { FlowNode } from '../model/flow-types';
import { boxesOf } from './boxes';
import { followingView, openingView } from './opening-view';
import { useMovedByHand } from './use-moved-by-hand';

/** What decides the view of a canvas from outside; without it a graph opens at its start. */
export interface CanvasFocus {
  /** Ids on the canvas to bring into sight; the last matters most. */
  ids: readonly string[];
  /** False while it is not known yet what matters: the view is decided anew when it is. */
  known: boolean;
  /** Whether the view goes on to follow `ids` after it has opened. */
  follow: boolean;
  /** A person moved the view. */
  onMoved: () => void;
}

interface CanvasViewProps {
  items: readonly FlowNode[];
  startId: string | null;
  selection: ReadonlySet<string>;
  focus: CanvasFocus | undefined;
}

/** Panels open together with the canvas and take their room; for so long it opens anew, in milliseconds. */
const settlingMs = 500;
const moveMs = () => (window.matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 200);

/** Opens the canvas on what matters, follows it when asked to, and keeps what is selected in sight when room is lost. */
export function CanvasView({ items, startId, selection, focus }: CanvasViewProps) {
  const { setViewport, getViewport } = useReactFlow();
  const width = useStore((store) => store.width);
  const height = useStore((store) => store.height);
  const ready = useStore((store) => store.panZoom !== null);
  const canvas = useStore((store) => store.domNode);
  const opened = useRef<{ known: boolean; at: number; size: Size } | null>(null);
  const { moved, pressed } = useMovedByHand(canvas, focus?.onMoved);
  const known = focus?.known ?? true;
  const follow = focus?.follow ?? false;
  const focusIds = focus?.ids.join(' ') ?? '';

  // biome-ignore lint/correctness/useExhaustiveDependencies: it opens when there is room, and once more when it is known on what
  useLayoutEffect(() => {
    if (!ready || width === 0 || items.length === 0) return;
    const size = { width, height };
    const before = opened.current;
    const settles = before !== null && performance.now() - before.at < settlingMs;
    const boxes = boxesOf(items);
    if (before === null || (!moved.current && ((known && !before.known) || settles))) {
      opened.current = { known, at: settles && before.known ? before.at : performance.now(), size };
      void setViewport(openingView({ size, boxes, focus: focus?.ids ?? [...selection], startId }));
      canvas?.setAttribute('data-opened', 'true');
      return;
    }
    opened.current = { ...before, size };
    // Nothing moves under a hand that drags.
    if (pressed.current) return;
    const view = getViewport();
    const selected = { boxes, focus: [...selection] };
    const wasInSight = followingView(view, { ...selected, size: before.size }) === view;
    const next = wasInSight ? followingView(view, { ...selected, size }) : view;
    if (next !== view) void setViewport(next, { duration: moveMs(), interpolate: 'linear' });
  }, [ready, width, height, items.length > 0, known, canvas]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: what is in focus, where it stands and the room there is are the reasons to move
  useEffect(() => {
    if (!follow || !opened.current?.known || width === 0) return;
    const view = getViewport();
    const next = followingView(view, { size: { width, height }, boxes: boxesOf(items), focus: focus?.ids ?? [] });
    if (next !== view) void setViewport(next, { duration: moveMs(), interpolate: 'linear' });
  }, [focusIds, items, width, height, follow]);
  return null;
}
