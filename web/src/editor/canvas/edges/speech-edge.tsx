'use client';
import { type EdgeProps, useStore } from '@xyflow/react';
import { memo } from 'react';
import type { FlowEdge } from '../model/flow-types';
import { type Box, speechEnds } from '../model/speech-ends';
import { edgeEnd, useEdgePath } from './edge-routing';
import { edgeClass, edgeTarget } from './flow-edge';

/** Where a node stands on the canvas, as a text that changes only when it moves. */
function useBox(nodeId: string): (Box & { parentId: string | undefined }) | null {
  const packed = useStore((store) => {
    const node = store.nodeLookup.get(nodeId);
    if (!node) return '';
    const { x, y } = node.internals.positionAbsolute;
    const { width = node.width ?? 0, height = node.height ?? 0 } = node.measured;
    return [x, y, width, height, node.parentId ?? ''].join(' ');
  });
  if (packed === '') return null;
  const [x, y, width, height, parentId] = packed.split(' ');
  return { x: Number(x), y: Number(y), width: Number(width), height: Number(height), parentId: parentId || undefined };
}

/**
 * Who may turn to whom in a squad: delegate solid, ask dashed, review double, with its word on it. It leaves and
 * arrives at the sides that face each other.
 */
export const SpeechEdge = memo(function SpeechEdge(props: EdgeProps<FlowEdge>) {
  const from = useBox(props.source);
  const to = useBox(props.target);
  return from && to ? <SpeechLine {...props} from={from} to={to} parentId={from.parentId} /> : null;
});

type SpeechLineProps = EdgeProps<FlowEdge> & { from: Box; to: Box; parentId: string | undefined };

function SpeechLine({ id, data, selected, interactionWidth, from, to, parentId }: SpeechLineProps) {
  const speech = data?.speech ?? '';
  const ends = speechEnds(from, to, speech);
  const { d, label } = useEdgePath({
    id,
    from: edgeEnd(ends.sourceX, ends.sourceY, ends.sourcePosition),
    to: edgeEnd(ends.targetX, ends.targetY, ends.targetPosition),
    parentId,
    word: speech,
  });
  return (
    <g
      data-testid={`edge-${id}`}
      data-state={data?.state}
      data-speech={speech}
      className={`${edgeClass(data, selected)} is-${speech}`}
    >
      <path d={d} className="muster-edge-line" fill="none" />
      {speech === 'review' && <path d={d} className="muster-edge-core" fill="none" />}
      <path d={d} className="muster-edge-line is-head" fill="none" markerEnd="url(#muster-arrow)" />
      {edgeTarget(d, interactionWidth)}
      {label && (
        <text x={label.x} y={label.y} textAnchor={label.anchor} className="muster-edge-label">
          {speech}
        </text>
      )}
    </g>
  );
}
