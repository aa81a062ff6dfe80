'use client';
import { type EdgeProps, getSmoothStepPath, useStore } from '@xyflow/react';
import { memo } from 'react';
import { edgeClass } from './flow-edge';
import type { FlowEdge } from './flow-types';
import { type Box, speechEnds } from './speech-ends';

/** Where a node stands on the canvas, as a text that changes only when it moves. */
function useBox(nodeId: string): Box | null {
  const packed = useStore((store) => {
    const node = store.nodeLookup.get(nodeId);
    if (!node) return '';
    const { x, y } = node.internals.positionAbsolute;
    return [x, y, node.measured.width ?? node.width ?? 0, node.measured.height ?? node.height ?? 0].join(' ');
  });
  if (packed === '') return null;
  const [x = 0, y = 0, width = 0, height = 0] = packed.split(' ').map(Number);
  return { x, y, width, height };
}

/**
 * Who may turn to whom in a squad: delegate solid, ask dashed, review double, with its word on it. It leaves and
 * arrives at the sides that face each other.
 */
export const SpeechEdge = memo(function SpeechEdge({
  id,
  source,
  target,
  data,
  selected,
  interactionWidth,
}: EdgeProps<FlowEdge>) {
  const speech = data?.speech ?? '';
  const from = useBox(source);
  const to = useBox(target);
  if (!from || !to) return null;
  const [path, labelX, labelY] = getSmoothStepPath({
    ...speechEnds(from, to, speech),
    borderRadius: 8,
    offset: 22,
  });
  return (
    <g
      data-testid={`edge-${id}`}
      data-state={data?.state}
      data-speech={speech}
      className={`${edgeClass(data, selected)} is-${speech}`}
    >
      <path d={path} className="muster-edge-line" fill="none" />
      {speech === 'review' && <path d={path} className="muster-edge-core" fill="none" />}
      <path d={path} className="muster-edge-line is-head" fill="none" markerEnd="url(#muster-arrow)" />
      <path
        d={path}
        className="react-flow__edge-interaction"
        fill="none"
        strokeOpacity={0}
        strokeWidth={interactionWidth ?? 18}
      />
      <text x={labelX} y={labelY - 6} textAnchor="middle" className="muster-edge-label">
        {speech}
      </text>
    </g>
  );
});
