import type { ElkExtendedEdge, ElkNode } from 'elkjs/lib/elk-api';
import { nodesById, type Point } from '../graph/document';
import { snap } from '../graph/snap';
import { sameEnds } from '../routing/kept-routes';
import { type Route, routeOf } from '../routing/route';
import type { Layout, LayoutGraph, NodeShape, ShapeOf } from './layout';
import { layoutOptions } from './layout-options';

/**
 * The graph as ELK reads it: nodes with their ports in fixed places, edges from port to port. Nodes go by their index,
 * since ELK's ids share one name space. Edges with an end that does not exist are left out.
 */
export function toElkGraph(graph: LayoutGraph, shapeOf: ShapeOf, wrapped: boolean): ElkNode {
  const squad = graph.kind === 'squad';
  const keys = new Map(graph.nodes.map((node, index) => [node.id, `n${index}`]));
  const shapes = new Map(graph.nodes.map((node) => [node.id, shapeOf(node.id)]));
  const children = graph.nodes.map((node, index): ElkNode => {
    const { size, in: inputs, out: outputs } = shapes.get(node.id) ?? noShape;
    const child: ElkNode = { id: `n${index}`, width: size.width, height: size.height };
    if (squad) return child;
    const port = (side: 'in' | 'out', place: { y: number }, at: number) => ({
      id: `n${index}.${side}${at}`,
      x: side === 'in' ? 0 : size.width,
      y: place.y,
      width: 0,
      height: 0,
      layoutOptions: { 'elk.port.side': side === 'in' ? 'WEST' : 'EAST' },
    });
    child.ports = [
      ...inputs.map((place, at) => port('in', place, at)),
      ...outputs.map((place, at) => port('out', place, at)),
    ];
    child.layoutOptions = { 'elk.portConstraints': 'FIXED_POS' };
    return child;
  });
  const end = (nodeId: string, portId: string, side: 'in' | 'out'): string | null => {
    const key = keys.get(nodeId);
    if (key === undefined) return null;
    const at = shapes.get(nodeId)?.[side].findIndex((port) => port.id === portId) ?? -1;
    if (squad) return key;
    return at === -1 ? null : `${key}.${side}${at}`;
  };
  const edges = graph.edges.flatMap((edge, index): ElkExtendedEdge[] => {
    const source = end(edge.source.node, edge.source.port, 'out');
    const target = end(edge.target.node, edge.target.port, 'in');
    if (source === null || target === null || edge.source.node === edge.target.node) return [];
    return [{ id: `e${index}`, sources: [source], targets: [target] }];
  });
  return { id: 'graph', layoutOptions: layoutOptions(graph, wrapped), children, edges };
}

const noShape: NodeShape = { size: { width: 0, height: 0 }, in: [], out: [] };

/** Places and routes from ELK's answer, with the top left corner at the origin and nodes on the grid. */
export function fromElkGraph(graph: LayoutGraph, answer: ElkNode): Layout {
  const children = answer.children ?? [];
  const left = children.reduce((least, { x = 0 }) => Math.min(least, x), Number.POSITIVE_INFINITY);
  const top = children.reduce((least, { y = 0 }) => Math.min(least, y), Number.POSITIVE_INFINITY);
  const moved = ({ x, y }: Point): Point => ({ x: x - left, y: y - top });
  const places = new Map<string, Point>();
  for (const { id, x = 0, y = 0 } of children) {
    const node = graph.nodes[Number(id.slice(1))];
    if (node) places.set(node.id, snap(moved({ x, y })));
  }
  const routes = new Map<string, Route>();
  if (graph.kind === 'squad') return { places, routes };
  for (const { id, sections } of answer.edges ?? []) {
    const edge = graph.edges[Number(id.slice(1))];
    const [section] = sections ?? [];
    if (!edge || !section?.bendPoints) continue;
    const route = routeOf([section.startPoint, ...section.bendPoints, section.endPoint].map(moved));
    if (route && route.length > 0) routes.set(edge.id, route);
  }
  return { places, routes };
}

/** The layout of the nodes and edges that a document still has, after it went on changing. */
export function layoutFor(graph: LayoutGraph, laidOut: LayoutGraph, layout: Layout): Layout {
  const nodes = nodesById(graph);
  const before = new Map(laidOut.edges.map((edge) => [edge.id, edge]));
  const edges = graph.edges.filter((edge) => {
    const was = before.get(edge.id);
    return was !== undefined && sameEnds(was, edge);
  });
  return {
    places: new Map([...layout.places].filter(([id]) => nodes.has(id))),
    routes: new Map(
      edges.flatMap(({ id }) => {
        const route = layout.routes.get(id);
        return route ? [[id, route] as const] : [];
      }),
    ),
  };
}
