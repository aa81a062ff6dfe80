import type { Point } from '../src/editor/core/graph/document';

/** An edge as it is drawn: horizontal and vertical runs. */
export interface DrawnEdge {
  source: string;
  target: string;
  corners: readonly Point[];
}

interface Run {
  edge: DrawnEdge;
  /** The coordinate that stays, and the two ends of the other. */
  at: number;
  from: number;
  to: number;
}

/** How often a horizontal run of one edge crosses a vertical run of another that shares no end with it. */
export function countCrossings(edges: readonly DrawnEdge[]): number {
  const level: Run[] = [];
  const upright: Run[] = [];
  for (const edge of edges) {
    for (const [index, b] of edge.corners.slice(1).entries()) {
      const a = edge.corners[index] ?? b;
      if (a.x === b.x) upright.push({ edge, at: a.x, from: Math.min(a.y, b.y), to: Math.max(a.y, b.y) });
      else level.push({ edge, at: a.y, from: Math.min(a.x, b.x), to: Math.max(a.x, b.x) });
    }
  }
  upright.sort((a, b) => a.at - b.at);
  let crossings = 0;
  for (const run of level) {
    for (let index = firstAfter(upright, run.from); index < upright.length; index++) {
      const other = upright[index];
      if (!other || other.at >= run.to) break;
      if (run.at > other.from && run.at < other.to && strangers(run.edge, other.edge)) crossings += 1;
    }
  }
  return crossings;
}

const strangers = (a: DrawnEdge, b: DrawnEdge): boolean => a !== b && a.source !== b.source && a.target !== b.target;

function firstAfter(runs: readonly Run[], at: number): number {
  let [low, high] = [0, runs.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((runs[middle]?.at ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}
