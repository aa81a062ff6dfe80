import type { Diagnostic, Port } from '@muster/schema';
import { called, diagnostic, listed } from '../../../diagnostics';
import type { Rule } from '../rule';

function fixFor(port: string, ports: readonly Port[]): string {
  if (port === 'error') return 'Set "on error" of the node to "port", or delete the edge.';
  if (ports.length === 0) return 'Delete the edge.';
  return `It has ${listed(ports.map(({ id }) => id))}. Draw the edge from one of these, or delete it.`;
}

/** Both ends of an edge are ports that the node has, with the config it has now. */
export const edgePorts: Rule = ({ nodes, drawnEdges }) => {
  const outIds = new Map([...nodes].map(([id, node]) => [id, new Set(node.ports?.out.map((port) => port.id))]));
  return drawnEdges.flatMap((edge) => {
    const found: Diagnostic[] = [];
    const source = nodes.get(edge.source.node);
    const target = nodes.get(edge.target.node);
    if (source?.ports && !outIds.get(source.id)?.has(edge.source.port)) {
      found.push(
        diagnostic('EDGE_PORT_UNKNOWN', {
          edges: [edge.id],
          nodes: [source.id],
          message: `${called(source)} has no way out called "${edge.source.port}".`,
          fix: fixFor(edge.source.port, source.ports.out),
        }),
      );
    }
    // A node without any way in is a start; an edge into it has a rule and a sentence of its own.
    if (target?.ports && target.ports.in.length > 0 && !target.ports.in.some(({ id }) => id === edge.target.port)) {
      found.push(
        diagnostic('EDGE_PORT_UNKNOWN', {
          edges: [edge.id],
          nodes: [target.id],
          message: `${called(target)} has no way in called "${edge.target.port}".`,
          fix: `It has ${listed(target.ports.in.map(({ id }) => id))}.`,
        }),
      );
    }
    return found;
  });
};
