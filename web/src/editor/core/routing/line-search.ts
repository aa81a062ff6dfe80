import type { Point } from '../graph/document';
import { type Box, overlap } from './card-index';

/** Right, down, left, up: turning by 90 degrees is one step, turning back two. */
export type Heading = 0 | 1 | 2 | 3;
const steps = [
  [1, 0],
  [0, 1],
  [-1, 0],
  [0, -1],
] as const;

/** What a bend costs, in pixels of way. */
const bendCost = 40;

export interface LineSearch {
  xs: readonly number[];
  ys: readonly number[];
  start: Point;
  startHeading: Heading;
  end: Point;
  endHeading: Heading;
  blockers: readonly Box[];
}

/**
 * The cheapest way along vertical lines at `xs` and horizontal lines at `ys` that enters no blocker: short, with few
 * bends, never back on itself. Null when there is none.
 */
export function searchLines(search: LineSearch): Point[] | null {
  const { start, startHeading, end, endHeading, blockers } = search;
  const xs = [...new Set(search.xs)].sort((a, b) => a - b);
  const ys = [...new Set(search.ys)].sort((a, b) => a - b);
  const stateOf = (column: number, row: number, heading: number) => (row * xs.length + column) * 4 + heading;
  const first = stateOf(xs.indexOf(start.x), ys.indexOf(start.y), startHeading);
  const goal = stateOf(xs.indexOf(end.x), ys.indexOf(end.y), 0) >> 2;
  const costs = new Float64Array(xs.length * ys.length * 4).fill(Number.POSITIVE_INFINITY);
  const from = new Int32Array(costs.length).fill(-1);
  const queue = new Queue();
  costs[first] = 0;
  queue.push(first, 0);
  for (let state = queue.pop(); state !== -1; state = queue.pop()) {
    const heading = state & 3;
    const place = state >> 2;
    if (place === goal && heading === endHeading) return wayTo(state, from, xs, ys);
    const column = place % xs.length;
    const row = (place - column) / xs.length;
    for (const turn of [0, 1, 3]) {
      const nextHeading = (heading + turn) & 3;
      if (place === goal && nextHeading !== endHeading) continue;
      const [stepX, stepY] = steps[nextHeading] ?? steps[0];
      const turned = turn === 0 ? 0 : bendCost;
      if (turn !== 0 && place === goal) {
        relax(state, stateOf(column, row, nextHeading), turned);
        continue;
      }
      const x = xs[column + stepX];
      const y = ys[row + stepY];
      if (x === undefined || y === undefined) continue;
      const here = { x: xs[column] ?? 0, y: ys[row] ?? 0 };
      if (isBlocked(here, { x, y }, blockers)) continue;
      relax(
        state,
        stateOf(column + stepX, row + stepY, nextHeading),
        turned + Math.abs(x - here.x) + Math.abs(y - here.y),
      );
    }
  }
  return null;

  function relax(state: number, next: number, by: number): void {
    const cost = (costs[state] ?? 0) + by;
    if (cost >= (costs[next] ?? 0)) return;
    costs[next] = cost;
    from[next] = state;
    queue.push(next, cost);
  }
}

const isBlocked = (from: Point, to: Point, blockers: readonly Box[]): boolean => {
  const run = boxOfRun(from, to);
  return blockers.some((blocker) => overlap(blocker, run));
};

/** The rectangle of a straight run: it has no width or no height. */
export const boxOfRun = (from: Point, to: Point): Box => ({
  x: Math.min(from.x, to.x),
  y: Math.min(from.y, to.y),
  width: Math.abs(from.x - to.x),
  height: Math.abs(from.y - to.y),
});

function wayTo(state: number, from: Int32Array, xs: readonly number[], ys: readonly number[]): Point[] {
  const way: Point[] = [];
  for (let at = state; at !== -1; at = from[at] ?? -1) {
    const place = at >> 2;
    way.push({ x: xs[place % xs.length] ?? 0, y: ys[Math.floor(place / xs.length)] ?? 0 });
  }
  return way.reverse();
}

/** Smallest cost first. */
class Queue {
  readonly #items: { state: number; cost: number }[] = [];

  push(state: number, cost: number): void {
    const items = this.#items;
    let at = items.length;
    items.push({ state, cost });
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = items[parent];
      if (!above || above.cost <= cost) break;
      items[at] = above;
      at = parent;
    }
    items[at] = { state, cost };
  }

  /** The state of least cost, or -1. */
  pop(): number {
    const items = this.#items;
    const [least] = items;
    const last = items.pop();
    if (!least || !last) return -1;
    if (items.length === 0) return least.state;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      const [left, right] = [items[child], items[child + 1]];
      if (!left) break;
      if (right && right.cost < left.cost) child += 1;
      const smaller = items[child] ?? left;
      if (smaller.cost >= last.cost) break;
      items[at] = smaller;
      at = child;
    }
    items[at] = last;
    return least.state;
  }
}
