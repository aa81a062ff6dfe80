import type { GraphEdge } from '@muster/schema';
import type { Topology } from '../graph';

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

type Adjacency = ReadonlyMap<string, readonly string[]>;

function adjacency(ids: Iterable<string>, edges: readonly GraphEdge[]): Adjacency {
  const next = new Map<string, string[]>();
  for (const id of ids) next.set(id, []);
  for (const { source, target } of edges) next.get(source.node)?.push(target.node);
  return next;
}

/** Kahn's algorithm: each node after all that lead to it, with its longest distance from a start. */
function levelsOf(next: Adjacency): Map<string, number> {
  const waiting = new Map<string, number>();
  for (const id of next.keys()) waiting.set(id, 0);
  for (const targets of next.values()) for (const id of targets) waiting.set(id, (waiting.get(id) ?? 0) + 1);
  const levels = new Map<string, number>();
  const depth = new Map<string, number>();
  const ready = [...waiting].filter(([, count]) => count === 0).map(([id]) => id);
  for (let at = 0; at < ready.length; at += 1) {
    const id = ready[at] as string;
    const level = depth.get(id) ?? 0;
    levels.set(id, level);
    for (const target of next.get(id) ?? []) {
      depth.set(target, Math.max(depth.get(target) ?? 0, level + 1));
      const count = (waiting.get(target) ?? 1) - 1;
      waiting.set(target, count);
      if (count === 0) ready.push(target);
    }
  }
  return levels;
}

/** Tarjan's algorithm with a stack of its own, so that no graph is too deep for it. */
function circlesOf(next: Adjacency, candidates: readonly string[]): string[][] {
  const circles: string[][] = [];
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const open: string[] = [];
  const isOpen = new Set<string>();
  const lower = (id: string, to: number) => low.set(id, Math.min(low.get(id) ?? to, to));
  for (const start of candidates) {
    if (index.has(start)) continue;
    const work: { id: string; at: number }[] = [{ id: start, at: 0 }];
    for (let frame = work.at(-1); frame; frame = work.at(-1)) {
      const { id } = frame;
      if (frame.at === 0) {
        low.set(id, index.size);
        index.set(id, index.size);
        open.push(id);
        isOpen.add(id);
      }
      const target = next.get(id)?.[frame.at];
      frame.at += 1;
      if (target !== undefined) {
        if (!index.has(target)) work.push({ id: target, at: 0 });
        else if (isOpen.has(target)) lower(id, index.get(target) as number);
        continue;
      }
      work.pop();
      const parent = work.at(-1);
      if (parent) lower(parent.id, low.get(id) as number);
      if (low.get(id) !== index.get(id)) continue;
      const group = open.splice(open.lastIndexOf(id));
      for (const member of group) isOpen.delete(member);
      if (group.length > 1) circles.push(group.sort(compare));
    }
  }
  return circles.sort((a, b) => compare(a[0] ?? '', b[0] ?? ''));
}

/** Order, levels and circles of a graph. `edges` must not lead from a node to itself. */
export function topologyOf(ids: readonly string[], edges: readonly GraphEdge[]): Topology {
  const next = adjacency(ids, edges);
  const levels = levelsOf(next);
  const order = [...levels.keys()].sort((a, b) => (levels.get(a) ?? 0) - (levels.get(b) ?? 0) || compare(a, b));
  const circles = levels.size === ids.length ? [] : circlesOf(next, ids.filter((id) => !levels.has(id)).sort(compare));
  return { order, levels, circles };
}
