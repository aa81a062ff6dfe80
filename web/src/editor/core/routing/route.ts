import type { Point } from '../graph/document';

/**
 * The bends of an edge from an output on the right to an input on the left: x of the first vertical run, y of the
 * horizontal run after it, x of the next vertical run, and so on. Empty: a straight line. The ends are not part of it,
 * so it stays orthogonal when a node moves up or down.
 */
export type Route = readonly number[];

/** The corners of an edge, ends included. */
export function cornersOf(from: Point, to: Point, route: Route): Point[] {
  const corners: Point[] = [from];
  let y = from.y;
  for (let index = 0; index < route.length; index += 2) {
    const x = route[index] ?? 0;
    const nextY = index + 1 < route.length ? (route[index + 1] ?? 0) : to.y;
    corners.push({ x, y }, { x, y: nextY });
    y = nextY;
  }
  corners.push(to);
  return corners;
}

/** The route through these corners, ends included. Null when they do not run horizontally and vertically in turn. */
export function routeOf(corners: readonly Point[]): Route | null {
  const inner = corners.slice(1, -1);
  if (inner.length % 2 !== 0) return null;
  const route: number[] = [];
  for (let index = 0; index < inner.length; index += 2) {
    const [first, second] = [inner[index], inner[index + 1]];
    if (!first || !second || Math.abs(first.x - second.x) > 1) return null;
    if (index > 0) route.push(round(first.y));
    route.push(round(first.x));
  }
  return route;
}

const round = (value: number): number => Math.round(value) || 0;

/** An SVG path through corners, each rounded by up to `radius` pixels. */
export function roundedPath(corners: readonly Point[], radius: number): string {
  const points = withoutRepeats(corners);
  const [first] = points;
  if (!first) return '';
  let path = `M${first.x} ${first.y}`;
  for (let index = 1; index < points.length - 1; index++) {
    const [before, at, after] = [points[index - 1], points[index], points[index + 1]];
    if (!before || !at || !after) continue;
    const room = Math.min(radius, distance(before, at) / 2, distance(at, after) / 2);
    const start = towards(at, before, room);
    const end = towards(at, after, room);
    path += `L${start.x} ${start.y}Q${at.x} ${at.y} ${end.x} ${end.y}`;
  }
  const last = points.at(-1);
  return last && points.length > 1 ? `${path}L${last.x} ${last.y}` : path;
}

const distance = (a: Point, b: Point): number => Math.abs(a.x - b.x) + Math.abs(a.y - b.y);

function towards(from: Point, to: Point, by: number): Point {
  const length = distance(from, to) || 1;
  return { x: from.x + ((to.x - from.x) / length) * by, y: from.y + ((to.y - from.y) / length) * by };
}

/** Corners that lie on each other or on a straight run are none. */
export function withoutRepeats(corners: readonly Point[]): Point[] {
  const points: Point[] = [];
  for (const corner of corners) {
    const last = points.at(-1);
    if (last && last.x === corner.x && last.y === corner.y) continue;
    const before = points.at(-2);
    const straight =
      last && before && ((before.x === last.x && last.x === corner.x) || (before.y === last.y && last.y === corner.y));
    if (straight) points.pop();
    points.push(corner);
  }
  return points;
}
