import type { GraphDocument, GraphEdge } from '@muster/schema';
import { nameOf } from '../core/document';
import type { EdgeData, FlowEdge } from './flow-types';
import type { EdgeRunState } from './run-state';

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

/** Edges of a graph for the canvas, keeping those of `previous` that are the same. */
export function edgeItems(previous: ReadonlyMap<string, FlowEdge>, options: EdgeOptions): FlowEdge[] {
  const { graph, toId = (id) => id } = options;
  const squad = graph.kind === 'squad';
  return graph.edges.flatMap((edge) => {
    const { source, target } = edge;
    if (!options.hasPort(source.node, source.port, 'out') || !options.hasPort(target.node, target.port, 'in'))
      return [];
    const data: EdgeData = {
      state: options.stateOf(edge),
      label: source.port === 'out' ? '' : source.port,
      speech: squad ? source.port : '',
      faulty: options.isFaulty(edge),
    };
    const selected = options.isSelected(edge);
    const id = toId(edge.id);
    const known = previous.get(id);
    if (known && known.selected === selected && sameEnds(known, edge, toId) && sameData(known.data, data))
      return [known];
    return [
      {
        id,
        type: squad ? 'speech' : 'flow',
        source: toId(source.node),
        sourceHandle: source.port,
        target: toId(target.node),
        targetHandle: target.port,
        selected,
        selectable: options.editable,
        focusable: options.editable,
        deletable: false,
        reconnectable: options.editable,
        ariaLabel: `From ${nameOf(graph, source.node)} to ${nameOf(graph, target.node)}${data.label && `, on ${data.label}`}`,
        interactionWidth: 18,
        data,
      } satisfies FlowEdge,
    ];
  });
}

const sameEnds = (known: FlowEdge, edge: GraphEdge, toId: (id: string) => string): boolean =>
  known.source === toId(edge.source.node) &&
  known.sourceHandle === edge.source.port &&
  known.target === toId(edge.target.node) &&
  known.targetHandle === edge.target.port;

const sameData = (left: EdgeData | undefined, right: EdgeData): boolean =>
  left !== undefined &&
  left.state === right.state &&
  left.label === right.label &&
  left.speech === right.speech &&
  left.faulty === right.faulty;
