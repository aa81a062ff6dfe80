import { called, diagnostic } from '../../diagnostics';
import type { DraftGraph, DraftNode } from '../../graph';
import type { Rule } from '../rule';

/**
 * Is `other` certain to have settled when `node` starts? Walks back from `node`: each way back must pass `other`, and a
 * join that goes on with the first arrival makes only those ways certain that all of its edges share.
 */
function settledBefore({ nodes, topology }: DraftGraph, node: DraftNode, other: DraftNode): boolean {
  const floor = topology.levels.get(other.id) ?? 0;
  const certain = new Map<string, boolean>([[other.id, true]]);
  const stack = [node.id];
  for (let id = stack.at(-1); id !== undefined; id = stack.at(-1)) {
    const sources = (nodes.get(id)?.incoming ?? []).map(({ source }) => source.node);
    const above = sources.filter((source) => source === other.id || (topology.levels.get(source) ?? 0) > floor);
    const open = above.filter((source) => !certain.has(source));
    if (certain.has(id)) stack.pop();
    else if (open.length > 0) stack.push(...open);
    else {
      const any = nodes.get(id)?.policy.join === 'any';
      const holds = (source: string) => certain.get(source) === true;
      certain.set(id, any ? sources.length > 0 && sources.every(holds) : sources.some(holds));
      stack.pop();
    }
  }
  return certain.get(node.id) === true;
}

/** After a join that goes on with the first arrival, another branch may still be at work: its output would be null. */
export const earlyReferences: Rule = (graph) => {
  const joinsAny = [...graph.nodes.values()].some((node) => node.policy.join === 'any' && node.incoming.length > 1);
  if (graph.kind !== 'pipeline' || !joinsAny || graph.topology.circles.length > 0) return [];
  return [...graph.nodes.values()].flatMap((node) => {
    const named = new Set(node.uses.flatMap((use) => (use.kind === 'reference' ? [use.node] : [])));
    return [...named].flatMap((id) => {
      const other = graph.nodes.get(id);
      if (!other || !graph.leadsTo(id, node.id) || settledBefore(graph, node, other)) return [];
      return diagnostic('REF_MAY_BE_EARLY', {
        nodes: [node.id, id],
        message: `${called(node)} may start before ${called(other)} is done, because a join before it goes on with the first arrival. The value would be null then.`,
        fix: 'Use $input, or let the join wait for all.',
      });
    });
  });
};
