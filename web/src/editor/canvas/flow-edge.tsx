'use client';
import { type EdgeProps, getSmoothStepPath } from '@xyflow/react';
import { memo } from 'react';
import type { FlowEdge } from './flow-types';

/** How far the square that is seen stands inside the port that is pressed, in pixels. */
const inset = 3;

/** An edge of a pipeline: straight runs with round corners. Its state is a class; the looks are in `canvas.css`. */
export const PipelineEdge = memo(function PipelineEdge({
  id,
  data,
  selected,
  interactionWidth,
  ...ends
}: EdgeProps<FlowEdge>) {
  const [path] = getSmoothStepPath({
    sourceX: ends.sourceX - inset,
    sourceY: ends.sourceY,
    sourcePosition: ends.sourcePosition,
    targetX: ends.targetX + inset,
    targetY: ends.targetY,
    targetPosition: ends.targetPosition,
    borderRadius: 8,
    offset: 18,
  });
  return (
    <g data-testid={`edge-${id}`} data-state={data?.state} className={edgeClass(data, selected)}>
      <path d={path} className="muster-edge-line" fill="none" />
      <path
        d={path}
        className="react-flow__edge-interaction"
        fill="none"
        strokeOpacity={0}
        strokeWidth={interactionWidth ?? 18}
      />
    </g>
  );
});

/** The class that carries an edge's looks. */
export function edgeClass(data: FlowEdge['data'], selected: boolean | undefined): string {
  return `muster-edge is-${data?.state ?? 'idle'}${selected ? ' is-selected' : ''}${data?.faulty ? ' is-faulty' : ''}`;
}
