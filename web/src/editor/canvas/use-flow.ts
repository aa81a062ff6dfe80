'use client';
import type { EdgeChange, NodeChange } from '@xyflow/react';
import { useCallback, useMemo, useRef, useState } from 'react';
import type { Point } from '../core/document';
import { type FlowInput, type FlowItems, flowItems, noItems } from './flow-items';
import type { FlowEdge, FlowNode } from './flow-types';

interface FlowOptions extends Omit<FlowInput, 'dragged'> {
  onSelectionChange: (selection: ReadonlySet<string>) => void;
  onMoved: (places: ReadonlyMap<string, Point>) => void;
}

const nothingDragged: ReadonlyMap<string, Point> = new Map();

/**
 * Turns a graph into what React Flow draws, and what React Flow reports into a selection and moves. Places are the
 * canvas' own while a drag lasts, so the document changes once, at its end.
 */
export function useFlow({ onSelectionChange, onMoved, ...input }: FlowOptions) {
  const [dragged, setDragged] = useState(nothingDragged);
  const draggedNow = useRef(nothingDragged);
  const last = useRef<FlowItems>(noItems);
  const { graph, catalogue, diagnostics, runState, last: lastWords, editable, selection, targets, expanded } = input;

  const items = useMemo(() => {
    const next = {
      graph,
      catalogue,
      diagnostics,
      runState,
      last: lastWords,
      editable,
      selection,
      targets,
      expanded,
      dragged,
    };
    last.current = flowItems(last.current, next);
    return last.current;
  }, [graph, catalogue, diagnostics, runState, lastWords, editable, selection, targets, expanded, dragged]);

  const show = useCallback((places: ReadonlyMap<string, Point>) => {
    draggedNow.current = places;
    setDragged(places);
  }, []);

  const select = useCallback(
    (changes: (NodeChange<FlowNode> | EdgeChange<FlowEdge>)[]) => {
      let next: Set<string> | null = null;
      for (const change of changes) {
        if (change.type !== 'select') continue;
        next ??= new Set(selection);
        if (change.selected) next.add(change.id);
        else next.delete(change.id);
      }
      if (next) onSelectionChange(next);
    },
    [selection, onSelectionChange],
  );

  const onNodesChange = useCallback(
    (changes: NodeChange<FlowNode>[]) => {
      select(changes);
      let places: Map<string, Point> | null = null;
      for (const change of changes) {
        if (change.type !== 'position' || !change.position || !change.dragging) continue;
        places ??= new Map(draggedNow.current);
        places.set(change.id, change.position);
      }
      if (places) show(places);
    },
    [select, show],
  );

  const onDragStop = useCallback(() => {
    const places = draggedNow.current;
    if (places.size === 0) return;
    // In one batch with the document's change, so that nothing jumps back for a frame.
    onMoved(places);
    show(nothingDragged);
  }, [onMoved, show]);

  return { nodes: items.nodes, edges: items.edges, onNodesChange, onEdgesChange: select, onDragStop };
}
