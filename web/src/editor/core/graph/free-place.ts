import type { Point, Size } from './document';
import { coarseGrid, snap } from './snap';

/** A place on the canvas that is taken, in pixels. */
export type Box = Point & Size;

/** Room kept between things, in pixels. */
const margin = 16;
/** How far out a place is looked for, in steps of the coarse grid: far more than a screen. */
const mostRings = 120;

/** Returns the upper left corner for something of this size where it covers nothing, as near to `centre` as there is room. */
export function freePlace(taken: readonly Box[], size: Size, centre: Point): Point {
  const start = snap({ x: centre.x - size.width / 2, y: centre.y - size.height / 2 }, coarseGrid);
  for (let ring = 0; ring <= mostRings; ring += 1) {
    const free = ringOf(start, ring).filter((spot) => !taken.some((box) => touches(box, { ...spot, ...size })));
    const [nearest] = free.sort((left, right) => distance(left, start) - distance(right, start));
    if (nearest) return nearest;
  }
  // Everything near is full: below all of it there is room.
  return snap({ x: start.x, y: Math.max(...taken.map((box) => box.y + box.height)) + margin }, coarseGrid);
}

/** The places at so many steps around a place, as a square. */
function ringOf({ x, y }: Point, ring: number): Point[] {
  if (ring === 0) return [{ x, y }];
  const steps = Array.from({ length: 2 * ring + 1 }, (_, index) => (index - ring) * coarseGrid);
  const far = ring * coarseGrid;
  return [
    ...steps.flatMap((step) => [
      { x: x + step, y: y - far },
      { x: x + step, y: y + far },
    ]),
    ...steps.slice(1, -1).flatMap((step) => [
      { x: x - far, y: y + step },
      { x: x + far, y: y + step },
    ]),
  ];
}

const touches = (left: Box, right: Box): boolean =>
  left.x < right.x + right.width + margin &&
  right.x < left.x + left.width + margin &&
  left.y < right.y + right.height + margin &&
  right.y < left.y + left.height + margin;

const distance = (left: Point, right: Point): number => Math.hypot(left.x - right.x, left.y - right.y);
