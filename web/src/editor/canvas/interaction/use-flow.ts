'use client';
import type { NodeChange } from '@xyflow/react';
import { useCallback, useMemo, useRef, useState } from 'react';
import type { Point, Size } from '../../core/graph/document';
import { type FlowInput, type FlowItems, flowItems, noItems } from '../items/flow-items';
import { type Moves, movedNodes, noMoves } from '../items/moved-nodes';
import type { FlowNode } from '../model/flow-types';
import { useSelecting } from './use-selecting';

interface FlowOptions extends FlowInput {
  onSelectionChange: (selection: ReadonlySet<string>) => void;
  onMoved: (places: ReadonlyMap<string, Point>) => void;
  onResized: (noteId: string, box: Point & Size) => void;
}

/**
 * Turns a graph into what React Flow draws, and what React Flow reports into a selection, moves and sizes. Places are
 * the canvas' own while a drag lasts: the document changes once, at its end, and a frame makes the moved nodes anew and
 * nothing else.
 */
export function useFlow({ onSelectionChange, onMoved, onResized, ...input }: FlowOptions) {
  const items = useItems(input);
  const { onNodesSelected, ...selecting } = useSelecting({ ...input, onSelectionChange });
  const [moves, setMoves] = useState(noMoves);
  const movesNow = useRef(noMoves);
  const show = useCallback((next: Moves) => {
    movesNow.current = next;
    setMoves(next);
  }, []);

  const onNodesChange = useCallback(
    (changes: NodeChange<FlowNode>[]) => {
      onNodesSelected(changes);
      const next = movesAfter(movesNow.current, changes);
      if (next !== movesNow.current) show(next);
    },
    [onNodesSelected, show],
  );

  // In one batch with the document's change, so that nothing jumps back for a frame.
  const onDragStop = useCallback(() => {
    const places = movesNow.current;
    if (places.size === 0) return;
    onMoved(places);
    show(noMoves);
  }, [onMoved, show]);
  const onResizing = useCallback((noteId: string, box: Point & Size) => show(new Map([[noteId, box]])), [show]);
  const onResizeStop = useCallback(
    (noteId: string, box: Point & Size) => {
      onResized(noteId, box);
      show(noMoves);
    },
    [onResized, show],
  );

  const nodes = useMemo(() => movedNodes(items.nodes, moves), [items.nodes, moves]);
  return { nodes, edges: items.edges, onNodesChange, onDragStop, onResizing, onResizeStop, ...selecting };
}

function useItems(input: FlowInput): FlowItems {
  const previous = useRef<FlowItems>(noItems);
  const { graph, catalogue, diagnostics, runState, last, editable, selection, targets, expanded, writing } = input;
  return useMemo(() => {
    const parts = { graph, catalogue, diagnostics, runState, last, editable, selection, targets, expanded, writing };
    previous.current = flowItems(previous.current, parts);
    return previous.current;
  }, [graph, catalogue, diagnostics, runState, last, editable, selection, targets, expanded, writing]);
}

/** Returns the moves after React Flow's changes; the same when nothing was dragged. */
function movesAfter(moves: Moves, changes: NodeChange<FlowNode>[]): Moves {
  let next: Map<string, Point> | null = null;
  for (const change of changes) {
    if (change.type !== 'position' || !change.position || !change.dragging) continue;
    next ??= new Map(moves);
    next.set(change.id, change.position);
  }
  return next ?? moves;
}
