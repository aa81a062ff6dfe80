import { called, diagnostic } from '../../../diagnostics';
import type { DraftNode } from '../../../graph';
import { ancestry } from '../../../resolve/ancestry';
import { parseExpression } from '../../../resolve/expression-names';
import type { Rule } from '../rule';

/** Ids of all nodes whose output a node uses. */
function namedBy({ uses }: DraftNode): Set<string> {
  const named = new Set<string>();
  for (const use of uses) {
    if (use.kind === 'reference') named.add(use.node);
    if (use.kind !== 'expression') continue;
    const parsed = parseExpression(use.source);
    if (parsed.ok) for (const id of parsed.names.nodeIds) named.add(id);
  }
  return named;
}

/**
 * After a join that goes on with the first arrival, another branch may still be at work: its output would be null. What is
 * certain to be done before such a join is only what all of its ways share.
 */
export const earlyReferences: Rule = (graph) => {
  const goesOnEarly = (id: string) => graph.nodes.get(id)?.policy.join === 'any';
  const anyEarly = [...graph.nodes.values()].some(({ id, incoming }) => goesOnEarly(id) && incoming.length > 1);
  if (graph.kind !== 'pipeline' || !anyEarly) return [];
  const isDoneBefore = ancestry(graph.topology, graph.edges, goesOnEarly);
  return [...graph.nodes.values()].flatMap((node) =>
    [...namedBy(node)].flatMap((id) => {
      const other = graph.nodes.get(id);
      if (!other || !graph.leadsTo(id, node.id) || isDoneBefore(id, node.id)) return [];
      return diagnostic('REF_MAY_BE_EARLY', {
        nodes: [node.id, id],
        message: `${called(node)} may start before ${called(other)} is done, because a join before it goes on with the first arrival. The value would be null then.`,
        fix: 'Use $input, or let the join wait for all.',
      });
    }),
  );
};
