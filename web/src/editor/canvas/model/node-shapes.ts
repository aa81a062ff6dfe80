import type { GraphDocument } from '@muster/schema';
import { type Catalogue, portsOf } from '../../core/graph/catalogue';
import { nodesById } from '../../core/graph/document';
import type { NodeShape, ShapeOf } from '../../core/layout/layout';
import { border, cardKindOf, cardSize, portY } from './geometry';

/** Size and ports of every node of a graph as the canvas draws them, for laying it out. */
export function shapesOf(graph: Pick<GraphDocument, 'kind' | 'nodes'>, catalogue: Catalogue): ShapeOf {
  const kind = cardKindOf(graph.kind);
  return (nodeId): NodeShape => {
    const node = nodesById(graph).get(nodeId);
    const ports = node ? portsOf(node, catalogue) : { in: [], out: [] };
    const place = ({ id }: { id: string }, index: number) => ({ id, y: portY(kind, index) + border });
    return { size: cardSize(kind, ports), in: ports.in.map(place), out: ports.out.map(place) };
  };
}
