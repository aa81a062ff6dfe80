import { called, diagnostic } from '../../../diagnostics';
import { reachedFrom } from '../../reach';
import type { Rule } from '../rule';

/** Every member of a squad can be reached from its lead. */
export const squadReach: Rule = ({ kind, nodes }) => {
  if (kind !== 'squad') return [];
  const leads = [...nodes.values()].filter((node) => node.drawnConfig.lead === true).map(({ id }) => id);
  if (leads.length === 0) return [];
  const reached = reachedFrom(nodes, leads);
  return [...nodes.values()]
    .filter(({ id }) => !reached.has(id))
    .map((node) =>
      diagnostic('MEMBER_UNREACHABLE', {
        nodes: [node.id],
        message: `No way leads from the lead to ${called(node)}, so it will never work.`,
        fix: 'Draw an edge to it from the lead or from another member.',
      }),
    );
};
