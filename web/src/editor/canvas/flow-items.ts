import type { GraphDocument, GraphNode } from '@muster/schema';
import { type Catalogue, portsOf } from '../core/catalogue';
import { type DiagnosticIndex, noDiagnostics } from '../core/diagnostics';
import { nodesById, type Point } from '../core/document';
import type { Size } from '../core/layout';
import { edgeItems } from './edge-items';
import { type CardFlowNode, type FlowEdge, type FlowNode, insideId, type NoteFlowNode } from './flow-types';
import { cardKindOf } from './geometry';
import { type CardOptions, cardData, cardItem, cardLabel, cardPlace, noteItems, sizesOf } from './node-items';
import type { NodeRunState, RunState, SquadRunState } from './run-state';
import { placesAround, squadRoom } from './squad-room';
import { stateOfCard } from './words';

export interface FlowInput {
  graph: GraphDocument;
  catalogue: Catalogue;
  diagnostics: DiagnosticIndex;
  runState: RunState | null;
  /** How nodes left the last run, in words. */
  last: ReadonlyMap<string, string>;
  editable: boolean;
  selection: ReadonlySet<string>;
  /** Where nodes are while they are dragged. */
  dragged: ReadonlyMap<string, Point>;
  /** While a connection is drawn: the nodes it may end at. */
  targets: ReadonlySet<string> | null;
  /** Squad nodes whose members are shown inside. */
  expanded: ReadonlySet<string>;
}

/** What was drawn last, so that what has not changed keeps its identity and is not drawn again. */
export interface FlowItems {
  nodes: FlowNode[];
  edges: FlowEdge[];
  cards: ReadonlyMap<string, CardFlowNode>;
  notes: ReadonlyMap<string, NoteFlowNode>;
  edgeIndex: ReadonlyMap<string, FlowEdge>;
}

export const noItems: FlowItems = { nodes: [], edges: [], cards: new Map(), notes: new Map(), edgeIndex: new Map() };

/** Nodes and edges for React Flow. A node that moves or changes is a new object; every other is that of `previous`. */
export function flowItems(previous: FlowItems, input: FlowInput): FlowItems {
  const { graph, selection, dragged, editable } = input;
  const squads = openSquads(input);
  const sizes = sizesOf(graph, input.catalogue);
  const rooms = new Map([...squads].map(([id, squad]) => [id, squadRoom(squad.graph, input.catalogue).size]));
  const places = rooms.size > 0 ? placesAround(graph, rooms, sizes) : null;
  const options = cardOptions(input);
  const cards: CardFlowNode[] = [];
  for (const node of graph.nodes) {
    const room = rooms.get(node.id);
    const position = dragged.get(node.id) ?? places?.get(node.id) ?? cardPlace(graph, node);
    cards.push(
      makeCard(previous, node, options, { ...input, position, size: room ?? sizes(node.id), open: room !== undefined }),
    );
  }
  const inner = [...squads].map(([id, squad]) => squadItems(previous, id, squad, input));
  cards.push(...inner.flatMap((items) => items.cards));
  const notes = noteItems(previous.notes, graph, {
    at: (id) => dragged.get(id),
    isSelected: (id) => selection.has(id),
    editable,
  });
  const edges = [
    ...edgeItems(previous.edgeIndex, {
      graph,
      stateOf: (edge) => input.runState?.edges.get(edge.id) ?? 'idle',
      isFaulty: (edge) => input.diagnostics.byEdge.get(edge.id)?.[0]?.severity === 'error',
      isSelected: (edge) => selection.has(edge.id),
      hasPort: portChecker(graph, input.catalogue),
      editable,
    }),
    ...inner.flatMap((items) => items.edges),
  ];
  return {
    nodes: [...notes, ...cards],
    edges,
    cards: new Map(cards.map((card) => [card.id, card])),
    notes: new Map(notes.map((note) => [note.id, note])),
    edgeIndex: new Map(edges.map((edge) => [edge.id, edge])),
  };
}

function openSquads({ runState, expanded }: FlowInput): ReadonlyMap<string, SquadRunState> {
  if (!runState || expanded.size === 0) return new Map();
  return new Map([...runState.squads].filter(([id, squad]) => expanded.has(id) && squad.graph.nodes.length > 0));
}

function cardOptions({ graph, catalogue, diagnostics, runState, last, editable }: FlowInput): CardOptions {
  return {
    graph,
    catalogue,
    diagnostics,
    runOf: (id) => runState?.nodes.get(id) ?? null,
    inRun: runState !== null,
    lastOf: (id) => last.get(id) ?? '',
    editable,
    memberCountOf: (id) => runState?.squads.get(id)?.graph.nodes.length ?? 0,
  };
}

interface Place extends Pick<FlowInput, 'selection' | 'targets' | 'editable'> {
  position: Point;
  size: Size;
  open?: boolean;
  inside?: string;
}

function makeCard(previous: FlowItems, node: GraphNode, options: CardOptions, place: Place): CardFlowNode {
  const id = place.inside === undefined ? node.id : insideId(place.inside, node.id);
  const data = cardData(node, options);
  const reach = place.targets === null ? '' : place.targets.has(node.id) ? 'may-connect' : 'may-not-connect';
  return cardItem(previous.cards.get(id), data, {
    id,
    kind: place.open ? 'squad' : cardKindOf(options.graph.kind),
    position: place.position,
    size: place.size,
    selected: place.selection.has(id),
    className: reach,
    ariaLabel: cardLabel(data, stateOfCard(data).word),
    draggable: place.editable,
    ...(place.inside === undefined ? {} : { parentId: place.inside }),
  });
}

function squadItems(
  previous: FlowItems,
  squadNodeId: string,
  squad: SquadRunState,
  input: FlowInput,
): { cards: CardFlowNode[]; edges: FlowEdge[] } {
  const { graph } = squad;
  const room = squadRoom(graph, input.catalogue);
  const sizes = sizesOf(graph, input.catalogue);
  const options: CardOptions = {
    graph,
    catalogue: input.catalogue,
    diagnostics: noDiagnostics,
    runOf: (id): NodeRunState | null => squad.members.get(id) ?? null,
    inRun: true,
    lastOf: () => '',
    editable: false,
    memberCountOf: () => 0,
  };
  const cards = graph.nodes.map((node) =>
    makeCard(previous, node, options, {
      selection: input.selection,
      targets: null,
      editable: false,
      position: room.places.get(node.id) ?? { x: 0, y: 0 },
      size: sizes(node.id),
      inside: squadNodeId,
    }),
  );
  const edges = edgeItems(previous.edgeIndex, {
    graph,
    stateOf: (edge) =>
      squad.activeEdgeIds.has(edge.id) ? 'active' : squad.usedEdgeIds.has(edge.id) ? 'taken' : 'idle',
    isFaulty: () => false,
    isSelected: () => false,
    hasPort: portChecker(graph, input.catalogue),
    editable: false,
    toId: (id) => insideId(squadNodeId, id),
  });
  return { cards, edges };
}

function portChecker(graph: GraphDocument, catalogue: Catalogue) {
  const nodes = nodesById(graph);
  return (nodeId: string, port: string, side: 'in' | 'out'): boolean => {
    const node = nodes.get(nodeId);
    return node !== undefined && portsOf(node, catalogue)[side].some((known) => known.id === port);
  };
}
