import { called, diagnostic, listed } from '../../diagnostics';
import type { DraftNode } from '../../graph';
import type { Rule } from '../rule';

/** Ports a person would expect to see a way drawn from: those a node chooses between, and what they asked for. */
function expectedPorts(node: DraftNode): string[] {
  const out = node.ports?.out ?? [];
  const chooses = !out.some(({ id }) => id === 'out');
  const operation = node.operation;
  const hasBudget =
    (operation?.kind === 'agent' ? operation.agent.budget : operation?.kind === 'squad' && operation.budget) !==
    undefined;
  return out
    .map(({ id }) => id)
    .filter((id) => (id === 'over-budget' ? hasBudget && operation?.kind !== 'run' : chooses || id === 'error'));
}

/** A way out that nothing is drawn from is worth knowing about: when it is taken, nothing follows. */
export const unusedPorts: Rule = ({ kind, nodes }) => {
  if (kind !== 'pipeline') return [];
  return [...nodes.values()].flatMap((node) => {
    const drawn = new Set(node.outgoing.map(({ source }) => source.port));
    const unused = expectedPorts(node).filter((port) => !drawn.has(port));
    if (unused.length === 0) return [];
    return diagnostic('PORT_UNUSED', {
      nodes: [node.id],
      message: `Nothing is drawn from ${listed(unused)} of ${called(node)}: when that way is taken, nothing follows.`,
    });
  });
};
