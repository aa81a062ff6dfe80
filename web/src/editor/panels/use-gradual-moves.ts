'use client';
import { useEffect, useMemo, useState } from 'react';
import { type EditorDocument, type Point, recordOf } from '../core/document';

type Places = EditorDocument['view']['nodes'];

/** Up to this many nodes that move with one change are drawn in one frame. */
const nodesPerFrame = 60;
const none: ReadonlyMap<string, Point> = new Map();

/**
 * The document as it is shown: where a change moves very many nodes, as Tidy does, they move a few with each frame, so
 * that no frame takes long. Everything else is shown at once.
 */
export function useGradualMoves(document: EditorDocument): EditorDocument {
  const { nodes } = document.view;
  const [state, setState] = useState({ nodes, waiting: none });
  let { waiting } = state;
  if (state.nodes !== nodes) {
    waiting = waitingAfter(state.nodes, nodes, state.waiting);
    setState({ nodes, waiting });
  }
  useEffect(() => {
    if (waiting.size === 0) return;
    const frame = requestAnimationFrame(() =>
      setState((now) => ({ ...now, waiting: new Map([...now.waiting].slice(nodesPerFrame)) })),
    );
    return () => cancelAnimationFrame(frame);
  }, [waiting]);
  return useMemo(() => {
    if (waiting.size === 0) return document;
    const shown = recordOf(new Map([...Object.entries(document.view.nodes), ...waiting]));
    return { ...document, view: { ...document.view, nodes: shown } };
  }, [document, waiting]);
}

/** Where nodes that have not moved yet are shown; none when few move. */
function waitingAfter(before: Places, after: Places, waiting: ReadonlyMap<string, Point>): ReadonlyMap<string, Point> {
  const moved = new Map<string, Point>();
  for (const [id, to] of Object.entries(after)) {
    const from = waiting.get(id) ?? (Object.hasOwn(before, id) ? before[id] : undefined);
    if (from && (from.x !== to.x || from.y !== to.y)) moved.set(id, from);
  }
  return moved.size > nodesPerFrame ? moved : none;
}
