import { Position } from '@xyflow/react';

/** A node's place and size on the canvas, in pixels. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface EdgeEnds {
  sourceX: number;
  sourceY: number;
  sourcePosition: Position;
  targetX: number;
  targetY: number;
  targetPosition: Position;
}

const laneStep = 18;
const arrowGap = 3;

/**
 * Where an edge between two members leaves and arrives: at the sides that face each other, beside each other when there
 * are several (`lane`). Members side by side speak sideways, members above each other up and down.
 */
export function speechEnds(from: Box, to: Box, lane: number): EdgeEnds {
  const shift = laneShift(lane);
  const gapX = Math.max(to.x - (from.x + from.width), from.x - (to.x + to.width));
  if (gapX >= 24) {
    const right = to.x > from.x;
    return {
      sourceX: right ? from.x + from.width : from.x,
      sourceY: from.y + within(from.height / 2 + shift, from.height),
      sourcePosition: right ? Position.Right : Position.Left,
      targetX: right ? to.x - arrowGap : to.x + to.width + arrowGap,
      targetY: to.y + within(to.height / 2 + shift, to.height),
      targetPosition: right ? Position.Left : Position.Right,
    };
  }
  const down = to.y >= from.y;
  return {
    sourceX: from.x + within(from.width / 2 + shift * 2, from.width),
    sourceY: down ? from.y + from.height : from.y,
    sourcePosition: down ? Position.Bottom : Position.Top,
    targetX: to.x + within(to.width / 2 + shift * 2, to.width),
    targetY: down ? to.y - arrowGap : to.y + to.height + arrowGap,
    targetPosition: down ? Position.Top : Position.Bottom,
  };
}

/** 0, 1, -1, 2, -2 … steps from the middle. */
const laneShift = (lane: number): number => Math.ceil(lane / 2) * (lane % 2 === 1 ? 1 : -1) * laneStep || 0;

const within = (value: number, length: number): number => Math.min(Math.max(value, 12), length - 12);
