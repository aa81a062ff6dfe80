'use client';
import type { GraphDocument } from '@muster/schema';
import { useEffect, useMemo, useReducer, useState } from 'react';
import type { Catalogue } from '../../core/graph/catalogue';
import { isPlaced, withAllPlaced } from '../../core/layout/place-nodes';
import { shapesOf } from '../model/node-shapes';
import { browserLayout } from './browser-layout';

const placed = new WeakMap<GraphDocument, GraphDocument>();

export interface PlacedGraphs {
  /** The graph with a place for every node; null while the layout works. */
  placedOf: (graph: GraphDocument) => GraphDocument | null;
  /** Why the layout did not work, or null. */
  failure: string | null;
}

/** Lays out graphs in which nodes have no place, such as those made through the API. Others are returned as they are. */
export function usePlacedGraphs(graphs: readonly GraphDocument[], catalogue: Catalogue): PlacedGraphs {
  const [turn, redraw] = useReducer((count: number) => count + 1, 0);
  const [failure, setFailure] = useState<string | null>(null);
  useEffect(() => {
    const abort = new AbortController();
    for (const graph of graphs) {
      if (isPlaced(graph) || placed.has(graph)) continue;
      const document = { ...graph, view: graph.view ?? { nodes: {}, notes: [] } };
      withAllPlaced(document, shapesOf(graph, catalogue), browserLayout, abort.signal).then(
        (result) => {
          placed.set(graph, result);
          setFailure(null);
          redraw();
        },
        (error: unknown) => {
          if (!abort.signal.aborted) setFailure(error instanceof Error ? error.message : String(error));
        },
      );
    }
    return () => abort.abort();
  }, [graphs, catalogue]);
  return useMemo(
    () => ({ placedOf: (graph) => (isPlaced(graph) ? graph : (placed.get(graph) ?? null)), failure, turn }),
    [failure, turn],
  );
}
