import { nodeIdPattern } from '@muster/schema';
import { called, diagnostic } from '../../../diagnostics';
import type { Rule } from '../rule';

/** Every node has an id of its own, of the form ids have. */
export const nodeIds: Rule = ({ drawnNodes }) => {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const { id } of drawnNodes) (seen.has(id) ? twice : seen).add(id);
  const malformed = drawnNodes.filter(({ id }) => !nodeIdPattern.test(id));
  return [
    ...malformed.map((node) =>
      diagnostic('NODE_ID_INVALID', {
        nodes: [node.id],
        message: `${called(node)} has an id that is not 1 to 64 letters, digits, hyphens or underscores.`,
        fix: 'Give the node a new id.',
      }),
    ),
    ...[...twice].map((id) =>
      diagnostic('NODE_ID_DUPLICATE', {
        nodes: [id],
        message: `${drawnNodes.filter((node) => node.id === id).length} nodes have the id "${id}".`,
        fix: 'Give each node an id of its own.',
      }),
    ),
  ];
};
