import { Position } from '@xyflow/react';
import { portY } from './geometry';

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

const arrowGap = 3;
/** Each way to speak has a place of its own on a side, so that edges between the same two run beside each other. */
const places: Record<string, number> = { delegate: -1, ask: 0, review: 1 };
const stepAcross = 16;
const stepAlong = 36;

/**
 * Where an edge between two members leaves and arrives: at the sides that face each other. Members side by side speak
 * sideways, members above each other up and down. To the right an edge leaves from its port.
 */
export function speechEnds(from: Box, to: Box, speech: string): EdgeEnds {
  const place = places[speech] ?? 0;
  const gapX = Math.max(to.x - (from.x + from.width), from.x - (to.x + to.width));
  if (gapX >= 24) {
    const right = to.x > from.x;
    // The same line there and back would hide one of the two, so they are kept apart.
    const across = place * stepAcross + (right ? 0 : 8);
    return {
      sourceX: right ? from.x + from.width : from.x,
      sourceY: from.y + (right ? memberPortY(place) : within(from.height / 2 + across, from.height)),
      sourcePosition: right ? Position.Right : Position.Left,
      targetX: right ? to.x - arrowGap : to.x + to.width + arrowGap,
      targetY: to.y + within(to.height / 2 + across, to.height),
      targetPosition: right ? Position.Left : Position.Right,
    };
  }
  const down = to.y >= from.y;
  const along = place * stepAlong + (down ? 0 : 18);
  return {
    sourceX: from.x + within(from.width / 2 + along, from.width),
    sourceY: down ? from.y + from.height : from.y,
    sourcePosition: down ? Position.Bottom : Position.Top,
    targetX: to.x + within(to.width / 2 + along, to.width),
    targetY: down ? to.y - arrowGap : to.y + to.height + arrowGap,
    targetPosition: down ? Position.Top : Position.Bottom,
  };
}

const memberPortY = (place: number): number => portY('member', place + 1);

const within = (value: number, length: number): number => Math.min(Math.max(value, 12), length - 12);
