'use client';
import type { GraphDocument } from '@muster/schema';
import type { Edge, Node, OnEdgesChange, OnNodesChange } from '@xyflow/react';
import { type MouseEvent, useCallback, useMemo, useRef } from 'react';
import { boxSelection, selectionAfter } from './selecting';

interface SelectingOptions {
  graph: GraphDocument;
  selection: ReadonlySet<string>;
  onSelectionChange: (selection: ReadonlySet<string>) => void;
}

/** What is selected, from what React Flow reports: clicks, keys, and boxes drawn with Shift held. */
export function useSelecting({ graph, selection, onSelectionChange }: SelectingOptions) {
  // React Flow reports nodes and edges one after the other, before anything is rendered again.
  const current = useRef(selection);
  current.current = selection;
  const covered = useRef<ReadonlySet<string> | null>(null);
  const edges = useRef(graph.edges);
  edges.current = graph.edges;

  const select = useCallback(
    (next: ReadonlySet<string>) => {
      if (next === current.current) return;
      current.current = next;
      onSelectionChange(next);
    },
    [onSelectionChange],
  );

  return useMemo(() => {
    return {
      onNodesSelected(changes: Parameters<OnNodesChange>[0]) {
        if (covered.current === null) return select(selectionAfter(current.current, changes));
        covered.current = selectionAfter(covered.current, changes);
        select(boxSelection(covered.current, edges.current));
      },
      /** React Flow's box takes every edge of the nodes in it; ours only those between them. */
      onEdgesChange: ((changes) => {
        if (covered.current === null) select(selectionAfter(current.current, changes));
      }) satisfies OnEdgesChange<Edge>,
      onSelectionStart() {
        covered.current = new Set();
        select(new Set());
      },
      onSelectionEnd() {
        covered.current = null;
      },
      /** A click on one of several selected, not a drag, selects it alone. */
      onNodeClick(event: MouseEvent, { id }: Node) {
        if (event.shiftKey || event.metaKey || event.ctrlKey) return;
        if (current.current.size > 1 && current.current.has(id)) select(new Set([id]));
      },
    };
  }, [select]);
}
