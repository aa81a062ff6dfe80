import { called, diagnostic, listed } from '../../../diagnostics';
import { topologyOf } from '../../../resolve/topology';
import type { Rule } from '../rule';

/** Work that can be delegated in a circle ends only at a limit (L3). Asking and reviewing in circles is what teams do. */
export const delegationLoops: Rule = ({ kind, nodes, edges }) => {
  if (kind !== 'squad') return [];
  const delegations = edges.filter(({ source }) => source.port === 'delegate');
  return topologyOf([...nodes.keys()], delegations).circles.map((group) => {
    const inside = new Set(group);
    const within = delegations.filter(({ source, target }) => inside.has(source.node) && inside.has(target.node));
    return diagnostic('DELEGATION_LOOP', {
      nodes: group,
      edges: within.map(({ id }) => id),
      message: `${listed(group.map((id) => called(nodes.get(id), id)))} can hand work to each other in a circle.`,
      fix: 'Let the one who answers for the work delegate, and the others ask or review.',
    });
  });
};
