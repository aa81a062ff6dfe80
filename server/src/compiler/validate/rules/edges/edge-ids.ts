import { edgeIdPattern } from '@muster/schema';
import { diagnostic } from '../../../diagnostics';
import type { Rule } from '../rule';

/** Every edge has an id of its own, of the form ids have. */
export const edgeIds: Rule = ({ drawnEdges }) => {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const { id } of drawnEdges) (seen.has(id) ? twice : seen).add(id);
  const malformed = drawnEdges.filter(({ id }) => !edgeIdPattern.test(id));
  return [
    ...malformed.map(({ id, source, target }) =>
      diagnostic('EDGE_ID_INVALID', {
        edges: [id],
        nodes: [source.node, target.node],
        message: 'An edge has an id that is not 1 to 128 letters, digits, dots, colons, hyphens or underscores.',
        fix: 'Delete the edge and draw it again.',
      }),
    ),
    ...[...twice].map((id) =>
      diagnostic('EDGE_ID_DUPLICATE', {
        edges: [id],
        message: `Several edges have the id "${id}".`,
        fix: 'Delete them and draw them again.',
      }),
    ),
  ];
};
