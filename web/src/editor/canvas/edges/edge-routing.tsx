'use client';
import type { GraphDocument } from '@muster/schema';
import { Position, useStoreApi } from '@xyflow/react';
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useSyncExternalStore,
} from 'react';
import type { EdgeEnd, Side } from '../../core/routing/route-around';
import type { FlowNode } from '../model/flow-types';
import { type EdgePath, EdgeRouter, type EdgeToRoute, type RoutedCard } from './edge-router';

interface EdgeRouting {
  /** The way of an edge, around the cards as they stand now. */
  pathOf: (edge: EdgeToRoute) => EdgePath;
  subscribe: (edgeId: string, listener: () => void) => () => void;
}

const EdgeRoutingContext = createContext<EdgeRouting | null>(null);

/** Gives the edges of a canvas their ways. Stands inside React Flow's provider, around the canvas. */
export function EdgeRoutingProvider({ graph, children }: { graph: GraphDocument; children: ReactNode }) {
  const store = useStoreApi<FlowNode>();
  const router = useMemo(() => new EdgeRouter(), []);
  const routing = useMemo((): EdgeRouting => {
    let seen: unknown = null;
    const look = () => {
      const { nodes, nodeLookup } = store.getState();
      if (nodes === seen) return;
      seen = nodes;
      router.setCards(cardsOf(nodeLookup));
    };
    return {
      pathOf(edge) {
        look();
        return router.pathOf(edge);
      },
      subscribe: (edgeId, listener) => router.subscribe(edgeId, listener),
    };
  }, [store, router]);
  const routes = graph.view?.routes;
  router.setRoutes(routes);
  useEffect(() => () => router.dispose(), [router]);
  return <EdgeRoutingContext.Provider value={routing}>{children}</EdgeRoutingContext.Provider>;
}

type NodeLookup = ReturnType<ReturnType<typeof useStoreApi<FlowNode>>['getState']>['nodeLookup'];

function* cardsOf(nodeLookup: NodeLookup): Generator<RoutedCard> {
  for (const node of nodeLookup.values()) {
    if (node.type === 'note') continue;
    const { x, y } = node.internals.positionAbsolute;
    const { width = node.width ?? 0, height = node.height ?? 0 } = node.measured;
    yield { id: node.id, box: { x, y, width, height }, parentId: node.parentId };
  }
}

const sides: Record<Position, Side> = {
  [Position.Right]: 'right',
  [Position.Bottom]: 'bottom',
  [Position.Left]: 'left',
  [Position.Top]: 'top',
};

/** One end of an edge, as React Flow names it. */
export const edgeEnd = (x: number, y: number, position: Position): EdgeEnd => ({ x, y, side: sides[position] });

/** The way an edge takes around the cards; another one when a card comes to stand on it. */
export function useEdgePath(edge: EdgeToRoute): EdgePath {
  const routing = useContext(EdgeRoutingContext);
  if (!routing) throw new Error('An edge stands outside of EdgeRoutingProvider.');
  const subscribe = useCallback((listener: () => void) => routing.subscribe(edge.id, listener), [routing, edge.id]);
  const snapshot = () => routing.pathOf(edge);
  return useSyncExternalStore(subscribe, snapshot, snapshot);
}
