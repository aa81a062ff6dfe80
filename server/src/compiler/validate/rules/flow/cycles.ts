import { called, diagnostic, listed } from '../../../diagnostics';
import type { DraftGraph } from '../../../graph';
import type { Rule } from '../rule';

/** One way round: a shortest circle through the first node of the group, by breadth-first search. */
function wayRound({ nodes }: DraftGraph, group: readonly string[]): string[] {
  const inside = new Set(group);
  const start = group[0] as string;
  const cameFrom = new Map<string, string>();
  const queue = [start];
  for (let at = 0; at < queue.length; at += 1) {
    const id = queue[at] as string;
    for (const { target } of nodes.get(id)?.outgoing ?? []) {
      if (target.node === start && id !== start) {
        const way = [id];
        for (let back = cameFrom.get(id); back !== undefined; back = cameFrom.get(back)) way.push(back);
        return way.reverse();
      }
      if (!inside.has(target.node) || target.node === start || cameFrom.has(target.node)) continue;
      cameFrom.set(target.node, id);
      queue.push(target.node);
    }
  }
  return [...group];
}

/** In a pipeline no way leads back to where it came from (G1). In a squad people may well turn to each other. */
export const cycles: Rule = (graph) => {
  if (graph.kind !== 'pipeline') return [];
  return graph.topology.circles.map((group) => {
    const inside = new Set(group);
    const edges = graph.edges.filter(({ source, target }) => inside.has(source.node) && inside.has(target.node));
    const way = wayRound(graph, group);
    const names = way.map((id) => called(graph.nodes.get(id), id));
    const round = way.length > 8 ? listed(names) : [...names, names[0]].join(' → ');
    return diagnostic('CYCLE', {
      nodes: group,
      edges: edges.map(({ id }) => id),
      message: `These nodes lead back to themselves: ${round}.`,
      fix: 'Delete one of the edges between them.',
    });
  });
};
