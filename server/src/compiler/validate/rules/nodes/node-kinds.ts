import { called, diagnostic } from '../../../diagnostics';
import type { Rule } from '../rule';

/** Members stand in squads, everything else in pipelines. */
export const nodeKinds: Rule = ({ kind, nodes }) =>
  [...nodes.values()]
    .filter((node) => node.definition && !node.definition.kinds.includes(kind))
    .map((node) =>
      diagnostic('NODE_WRONG_KIND', {
        nodes: [node.id],
        message: `${called(node)} (${node.type}) has no place in a ${kind}.`,
        fix:
          kind === 'squad' ? 'A squad is made of members only.' : 'Draw members in a squad, and hand it a task here.',
      }),
    );
