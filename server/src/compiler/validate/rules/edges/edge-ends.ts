import { diagnostic } from '../../../diagnostics';
import type { Rule } from '../rule';

/** Both ends of an edge exist. */
export const edgeEnds: Rule = ({ nodes, drawnEdges }) =>
  drawnEdges.flatMap((edge) => {
    const ends = [edge.source.node, edge.target.node];
    const missing = ends.filter((id) => !nodes.has(id));
    if (missing.length === 0) return [];
    return diagnostic('EDGE_NODE_UNKNOWN', {
      edges: [edge.id],
      nodes: ends.filter((id) => nodes.has(id)),
      message: `Edge "${edge.id}" is tied to "${missing.join('" and "')}", which does not exist.`,
      fix: 'Delete the edge.',
    });
  });
