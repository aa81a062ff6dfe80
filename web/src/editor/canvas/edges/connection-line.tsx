'use client';
import { type ConnectionLineComponentProps, getSmoothStepPath } from '@xyflow/react';

/** The edge that is being drawn. Dashed until it may end where it is. */
export function ConnectionLine(props: ConnectionLineComponentProps) {
  const [path] = getSmoothStepPath({
    sourceX: props.fromX,
    sourceY: props.fromY,
    sourcePosition: props.fromPosition,
    targetX: props.toX,
    targetY: props.toY,
    targetPosition: props.toPosition,
    borderRadius: 8,
    offset: 18,
  });
  const ready = props.connectionStatus === 'valid';
  return (
    <path
      d={path}
      fill="none"
      stroke="var(--ink)"
      strokeWidth={1.5}
      strokeDasharray={ready ? undefined : '5 4'}
      strokeLinecap="round"
    />
  );
}
