import type { GraphDocument, GraphEdge } from '@muster/schema';
import { nameOf } from '../../core/graph/document';
import type { EdgeData, FlowEdge } from '../model/flow-types';
import type { EdgeRunState } from '../model/run-state';

interface EdgeOptions {
  graph: GraphDocument;
  stateOf: (edge: GraphEdge) => EdgeRunState;
  isFaulty: (edge: GraphEdge) => boolean;
  isSelected: (edge: GraphEdge) => boolean;
  /** Ends an edge may really have; others are not drawn. */
  hasPort: (node: string, port: string, side: 'in' | 'out') => boolean;
  editable: boolean;
  /** Makes ids for edges inside an expanded squad. */
  toId?: (id: string) => string;
}

/** Returns the edges of a graph for the canvas, keeping those of `previous` that show the same. */
export function edgeItems(previous: ReadonlyMap<string, FlowEdge>, options: EdgeOptions): FlowEdge[] {
  const { graph, toId = (id) => id } = options;
  return graph.edges.flatMap((edge) => {
    const { source, target } = edge;
    if (!options.hasPort(source.node, source.port, 'out') || !options.hasPort(target.node, target.port, 'in'))
      return [];
    const known = previous.get(toId(edge.id));
    return [known && showsSame(known, edge, options, toId) ? known : edgeItem(edge, options, toId)];
  });
}

function edgeItem(edge: GraphEdge, options: EdgeOptions, toId: (id: string) => string): FlowEdge {
  const { graph, editable } = options;
  const { source, target } = edge;
  const squad = graph.kind === 'squad';
  const data: EdgeData = {
    state: options.stateOf(edge),
    label: labelOf(edge),
    speech: squad ? source.port : '',
    faulty: options.isFaulty(edge),
  };
  return {
    id: toId(edge.id),
    type: squad ? 'speech' : 'flow',
    source: toId(source.node),
    sourceHandle: source.port,
    target: toId(target.node),
    targetHandle: target.port,
    selected: options.isSelected(edge),
    selectable: editable,
    focusable: editable,
    deletable: false,
    // The canvas says for all edges that can be edited; see `edgesReconnectable`.
    ...(editable ? {} : { reconnectable: false }),
    ariaLabel: ariaLabelOf(graph, edge),
    interactionWidth: 18,
    data,
  };
}

const labelOf = ({ source }: GraphEdge): string => (source.port === 'out' ? '' : source.port);

function ariaLabelOf(graph: GraphDocument, edge: GraphEdge): string {
  const label = labelOf(edge);
  return `From ${nameOf(graph, edge.source.node)} to ${nameOf(graph, edge.target.node)}${label && `, on ${label}`}`;
}

/** True when `edgeItem` would return the same. */
const showsSame = (known: FlowEdge, edge: GraphEdge, options: EdgeOptions, toId: (id: string) => string): boolean =>
  known.data !== undefined &&
  known.selected === options.isSelected(edge) &&
  known.selectable === options.editable &&
  known.source === toId(edge.source.node) &&
  known.sourceHandle === edge.source.port &&
  known.target === toId(edge.target.node) &&
  known.targetHandle === edge.target.port &&
  known.data.state === options.stateOf(edge) &&
  known.data.faulty === options.isFaulty(edge) &&
  known.ariaLabel === ariaLabelOf(options.graph, edge);
