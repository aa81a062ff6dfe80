import type { GraphEdge } from '@muster/schema';

/** The part of React Flow's changes that is about selection. */
interface SelectChange {
  type: string;
  id?: string;
  selected?: boolean;
}

/** Returns the selection after React Flow's changes; the same set when they change nothing of it. */
export function selectionAfter(selection: ReadonlySet<string>, changes: readonly SelectChange[]): ReadonlySet<string> {
  const next = new Set(selection);
  for (const { type, id, selected } of changes) {
    if (type !== 'select' || id === undefined) continue;
    if (selected) next.add(id);
    else next.delete(id);
  }
  return sameIds(next, selection) ? selection : next;
}

/** What a box selects that covers these nodes and notes: them, and the edges with both ends among them. */
export function boxSelection(covered: ReadonlySet<string>, edges: readonly GraphEdge[]): ReadonlySet<string> {
  const between = edges.filter(({ source, target }) => covered.has(source.node) && covered.has(target.node));
  return new Set([...covered, ...between.map(({ id }) => id)]);
}

export const sameIds = (left: ReadonlySet<string>, right: ReadonlySet<string>): boolean =>
  left.size === right.size && [...left].every((id) => right.has(id));
