import type { Point } from '../graph/document';
import type { Box, CardIndex } from './card-index';
import { boxOfRun, type Heading, searchLines } from './line-search';
import { withoutRepeats } from './route';

export type Side = 'right' | 'bottom' | 'left' | 'top';

/** Where an edge touches a card, and at which of its sides. */
export interface EdgeEnd extends Point {
  side: Side;
}

/** Length of the straight piece at each end, in pixels. */
const stub = 24;
/** Distance edges keep from cards, in pixels: room for a word. Less than the stub, or an edge could not leave its own card. */
const distance = 18;
/** Cards an edge may have to go around before it is drawn straight through. */
const mostBlockers = 16;

const headings: Record<Side, Heading> = { right: 0, bottom: 1, left: 2, top: 3 };
const opposite: Record<Side, Side> = { right: 'left', left: 'right', top: 'bottom', bottom: 'top' };

/**
 * The corners of an edge that goes around cards, ends included. Cards in the way are taken up one after the other, so
 * most edges cost next to nothing. When there is no way around, the edge goes straight through.
 */
export function routeAround(from: EdgeEnd, to: EdgeEnd, cards: CardIndex): Point[] {
  const start = away(from);
  const end = away(to);
  const blockers = new Set([...cards.within(around(from)), ...cards.within(around(to))]);
  let straight: Point[] | null = null;
  for (let tries = 0; tries < mostBlockers && blockers.size <= mostBlockers + 2; tries++) {
    const inflated = [...blockers].map((box) => inflate(box, distance));
    const way = searchLines({
      xs: [start.x, end.x, middle(start.x, end.x), ...inflated.flatMap(({ x, width }) => [x, x + width])],
      ys: [start.y, end.y, middle(start.y, end.y), ...inflated.flatMap(({ y, height }) => [y, y + height])],
      start,
      startHeading: headings[from.side],
      end,
      endHeading: headings[opposite[to.side]],
      blockers: inflated,
    });
    if (!way) break;
    straight ??= way;
    const before = blockers.size;
    for (const box of cardsOn(way, cards, distance)) blockers.add(box);
    if (blockers.size === before) return corners(from, way, to);
  }
  return straight ? corners(from, straight, to) : [{ x: from.x, y: from.y }, start, end, { x: to.x, y: to.y }];
}

const corners = (from: Point, way: Point[], to: Point): Point[] =>
  withoutRepeats([{ x: from.x, y: from.y }, ...way, { x: to.x, y: to.y }]);

/** True when an edge enters a card. */
export function entersCard(way: readonly Point[], cards: CardIndex): boolean {
  for (const _ of cardsOn(way, cards, 1)) return true;
  return false;
}

function* cardsOn(way: readonly Point[], cards: CardIndex, room: number): Generator<Box> {
  for (let index = 1; index < way.length; index++) {
    const [a, b] = [way[index - 1], way[index]];
    if (a && b) yield* cards.within(inflate(boxOfRun(a, b), room));
  }
}

function away({ x, y, side }: EdgeEnd): Point {
  if (side === 'left') return { x: x - stub, y };
  if (side === 'right') return { x: x + stub, y };
  return { x, y: side === 'top' ? y - stub : y + stub };
}

/** A spot that overlaps the card an edge touches. */
const around = ({ x, y }: Point): Box => ({ x: x - 4, y: y - 4, width: 8, height: 8 });

const middle = (a: number, b: number): number => Math.round((a + b) / 2);

const inflate = ({ x, y, width, height }: Box, by: number): Box => ({
  x: x - by,
  y: y - by,
  width: width + 2 * by,
  height: height + 2 * by,
});
