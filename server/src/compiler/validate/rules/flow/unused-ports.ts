import { factsOf } from '@muster/nodes';
import { called, diagnostic, listed } from '../../../diagnostics';
import type { DraftNode } from '../../../graph';
import type { Rule } from '../rule';

const hasBudget = ({ operation }: DraftNode): boolean => operation !== null && factsOf(operation).budget !== null;

/** Ports a person would expect to see a way drawn from: those a node chooses between, and what they asked for. */
function expectedPorts(node: DraftNode): string[] {
  const ids = node.ports?.out.map(({ id }) => id) ?? [];
  const chooses = !ids.includes('out');
  return ids.filter((id) => (id === 'over-budget' ? hasBudget(node) : chooses || id === 'error'));
}

/** A way out that nothing is drawn from is worth knowing about: when it is taken, nothing follows. */
export const unusedPorts: Rule = ({ kind, nodes }) => {
  if (kind !== 'pipeline') return [];
  return [...nodes.values()].flatMap((node) => {
    if (node.operation === null || !node.definition?.kinds.includes(kind)) return [];
    const drawn = new Set(node.outgoing.map(({ source }) => source.port));
    const unused = expectedPorts(node).filter((port) => !drawn.has(port));
    if (unused.length === 0) return [];
    return diagnostic('PORT_UNUSED', {
      nodes: [node.id],
      message: `Nothing is drawn from ${listed(unused)} of ${called(node)}: when that way is taken, nothing follows.`,
    });
  });
};
