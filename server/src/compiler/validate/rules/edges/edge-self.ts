import { called, diagnostic } from '../../../diagnostics';
import type { Rule } from '../rule';

/** No edge leads from a node to itself. */
export const edgeSelf: Rule = ({ kind, nodes, drawnEdges }) =>
  drawnEdges
    .filter(({ source, target }) => source.node === target.node)
    .map((edge) =>
      diagnostic('EDGE_SELF', {
        edges: [edge.id],
        nodes: [edge.source.node],
        message: `${called(nodes.get(edge.source.node), edge.source.node)} is tied to itself.`,
        fix: kind === 'squad' ? 'Nobody hands work to themselves: delete the edge.' : 'Delete the edge.',
      }),
    );
