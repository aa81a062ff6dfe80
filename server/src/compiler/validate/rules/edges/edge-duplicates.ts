import { called, diagnostic } from '../../../diagnostics';
import type { Rule } from '../rule';

/** Two ports are connected at most once. */
export const edgeDuplicates: Rule = ({ nodes, drawnEdges }) => {
  const byEnds = new Map<string, (typeof drawnEdges)[number][]>();
  for (const edge of drawnEdges) {
    const ends = JSON.stringify([edge.source.node, edge.source.port, edge.target.node, edge.target.port]);
    const same = byEnds.get(ends);
    if (same) same.push(edge);
    else byEnds.set(ends, [edge]);
  }
  return [...byEnds.values()].flatMap((same) => {
    const [first] = same;
    if (!first || same.length < 2) return [];
    const { source, target } = first;
    return diagnostic('EDGE_DUPLICATE', {
      edges: same.map(({ id }) => id),
      nodes: [source.node, target.node],
      message: `${same.length} edges lead from ${source.port} of ${called(nodes.get(source.node), source.node)} to ${called(nodes.get(target.node), target.node)}.`,
      fix: 'Keep one of them.',
    });
  });
};
