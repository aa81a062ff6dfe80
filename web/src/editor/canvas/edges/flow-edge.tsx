'use client';
import type { EdgeProps } from '@xyflow/react';
import { memo } from 'react';
import type { FlowEdge } from '../model/flow-types';
import { edgeEnd, useEdgePath } from './edge-routing';

/** How far the square that is seen stands inside the port that is pressed, in pixels. */
const inset = 3;
/** How far the tip of the arrow stays off the border of the port's square. */
const tipGap = 1;

/** An edge of a pipeline: orthogonal, around cards, with an arrow. Its state is a class; the looks are in `canvas.css`. */
export const PipelineEdge = memo(function PipelineEdge({
  id,
  data,
  selected,
  interactionWidth,
  ...ends
}: EdgeProps<FlowEdge>) {
  const { d } = useEdgePath({
    id,
    from: edgeEnd(ends.sourceX - inset, ends.sourceY, ends.sourcePosition),
    to: edgeEnd(ends.targetX + tipGap, ends.targetY, ends.targetPosition),
    parentId: undefined,
  });
  return (
    <g data-testid={`edge-${id}`} data-state={data?.state} className={edgeClass(data, selected)}>
      <path d={d} className="muster-edge-line" fill="none" markerEnd="url(#muster-arrow)" />
      {edgeTarget(d, interactionWidth)}
    </g>
  );
});

/** The class that carries an edge's looks. */
export function edgeClass(data: FlowEdge['data'], selected: boolean | undefined): string {
  return `muster-edge is-${data?.state ?? 'idle'}${selected ? ' is-selected' : ''}${data?.faulty ? ' is-faulty' : ''}`;
}

/** Draws the invisible wide line that takes the pointer for an edge. No component: there are thousands of edges. */
export const edgeTarget = (d: string, width = 18) => (
  <path d={d} className="react-flow__edge-interaction" fill="none" strokeOpacity={0} strokeWidth={width} />
);
