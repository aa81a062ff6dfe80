'use client';
import type { GraphDocument } from '@muster/schema';
import { ReactFlowProvider } from '@xyflow/react';
import { useMemo, useRef } from 'react';
import { catalogueOf } from '../core/graph/catalogue';
import type { GraphCanvasProps } from './canvas-props';
import { EdgeRoutingProvider } from './edges/edge-routing';
import type { RunState } from './model/run-state';
import { PlacedCanvas } from './placed-canvas';
import { PlacingState } from './placing/placing-state';
import { usePlacedGraphs } from './placing/use-placed-graphs';

/** A graph on the canvas: to be edited, to be read, or with a run on it. */
export function GraphCanvas(props: GraphCanvasProps) {
  return (
    <ReactFlowProvider>
      <CanvasInside {...props} />
    </ReactFlowProvider>
  );
}

/** The canvas without its provider, for those who need React Flow's hooks beside it. */
export function CanvasInside(props: GraphCanvasProps) {
  const { graph, nodeTypes, runState = null } = props;
  const catalogue = useMemo(() => ('typeOf' in nodeTypes ? nodeTypes : catalogueOf(nodeTypes)), [nodeTypes]);
  const graphs = useSameList([graph, ...[...(runState?.squads.values() ?? [])].map((squad) => squad.graph)]);
  const { placedOf, failure } = usePlacedGraphs(graphs, catalogue);
  const placed = placedOf(graph);
  const placedRun = useMemo(() => runState && withPlacedSquads(runState, placedOf), [runState, placedOf]);
  if (placed === null) return <PlacingState failure={failure} />;
  return (
    <EdgeRoutingProvider graph={placed}>
      <PlacedCanvas {...props} graph={placed} runState={placedRun} catalogue={catalogue} />
    </EdgeRoutingProvider>
  );
}

/** The list of before while it holds the same things: a run is made anew with every event, its graphs are not. */
function useSameList<Item>(list: readonly Item[]): readonly Item[] {
  const known = useRef(list);
  const isSame = known.current.length === list.length && known.current.every((item, index) => item === list[index]);
  if (!isSame) known.current = list;
  return known.current;
}

/** The run without squads whose members have no places yet; they open a moment later. */
function withPlacedSquads(runState: RunState, placedOf: (graph: GraphDocument) => GraphDocument | null): RunState {
  const squads = [...runState.squads].flatMap(([id, squad]) => {
    const graph = placedOf(squad.graph);
    return graph ? [[id, graph === squad.graph ? squad : { ...squad, graph }] as const] : [];
  });
  return { ...runState, squads: new Map(squads) };
}
