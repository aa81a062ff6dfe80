import type { GraphDocument, GraphNode } from '@muster/schema';
import { type Catalogue, portsOf } from '../../core/graph/catalogue';
import { nodesById, type Point, type Size } from '../../core/graph/document';
import { type DiagnosticIndex, noDiagnostics } from '../../core/knowledge/diagnostics';
import { type CardFlowNode, type FlowEdge, type FlowNode, insideId, type NoteFlowNode } from '../model/flow-types';
import { cardKindOf } from '../model/geometry';
import type { NodeRunState, RunState, SquadRunState } from '../model/run-state';
import { edgeItems } from './edge-items';
import { byId, keptList } from './kept';
import { type CardOptions, cardItem, cardPlace, sizesOf } from './node-items';
import { noteItem } from './note-items';
import { placesAround, squadRoom } from './squad-room';

/** Everything the nodes and edges of the canvas are made from. */
export interface FlowInput {
  graph: GraphDocument;
  catalogue: Catalogue;
  diagnostics: DiagnosticIndex;
  runState: RunState | null;
  /** How nodes left the last run, in words. */
  last: ReadonlyMap<string, string>;
  editable: boolean;
  selection: ReadonlySet<string>;
  /** While a connection is drawn: the nodes it may end at. */
  targets: ReadonlySet<string> | null;
  /** Squad nodes whose members are shown inside. */
  expanded: ReadonlySet<string>;
  /** The note whose text is being written. */
  writing: string | null;
}

/** What React Flow draws. */
export interface FlowItems {
  nodes: FlowNode[];
  edges: FlowEdge[];
}

export const noItems: FlowItems = { nodes: [], edges: [] };

/**
 * Returns the nodes and edges for React Flow. What shows the same as in `previous` is the same object, and a list of
 * which nothing changed is the same list. Not called while things are dragged; see `movedNodes`.
 */
export function flowItems(previous: FlowItems, input: FlowInput): FlowItems {
  const squads = openSquads(input);
  const inner = [...squads].map(([id, squad]) => squadItems(previous, id, squad, input));
  const nodes = [
    ...notesOf(previous, input),
    ...cardsOf(previous, input, squads),
    ...inner.flatMap(({ cards }) => cards),
  ];
  const edges = [...edgesOf(previous, input), ...inner.flatMap((items) => items.edges)];
  return { nodes: keptList(previous.nodes, nodes), edges: keptList(previous.edges, edges) };
}

const knownNote = (previous: FlowItems, id: string): NoteFlowNode | undefined => {
  const known = byId(previous.nodes).get(id);
  return known?.type === 'note' ? known : undefined;
};

const knownCard = (previous: FlowItems, id: string): CardFlowNode | undefined => {
  const known = byId(previous.nodes).get(id);
  return known && known.type !== 'note' ? (known as CardFlowNode) : undefined;
};

const notesOf = (previous: FlowItems, { graph, selection, editable, writing }: FlowInput): NoteFlowNode[] =>
  (graph.view?.notes ?? []).map((note) =>
    noteItem(knownNote(previous, note.id), note, {
      selected: selection.has(note.id),
      editable,
      writing: writing === note.id,
    }),
  );

function cardsOf(previous: FlowItems, input: FlowInput, squads: ReadonlyMap<string, SquadRunState>): CardFlowNode[] {
  const { graph, catalogue } = input;
  const sizes = sizesOf(graph, catalogue);
  const rooms = new Map([...squads].map(([id, squad]) => [id, squadRoom(squad.graph, catalogue).size]));
  const places = rooms.size > 0 ? placesAround(graph, rooms, sizes) : null;
  const options = cardOptions(input);
  return graph.nodes.map((node) => {
    const room = rooms.get(node.id);
    return makeCard(previous, node, options, {
      ...input,
      position: places?.get(node.id) ?? cardPlace(graph, node),
      size: room ?? sizes(node.id),
      open: room !== undefined,
    });
  });
}

const edgesOf = (previous: FlowItems, { graph, catalogue, runState, diagnostics, selection, editable }: FlowInput) =>
  edgeItems(byId(previous.edges), {
    graph,
    stateOf: (edge) => runState?.edges.get(edge.id) ?? 'idle',
    isFaulty: (edge) => diagnostics.byEdge.get(edge.id)?.[0]?.severity === 'error',
    isSelected: (edge) => selection.has(edge.id),
    hasPort: portChecker(graph, catalogue),
    editable,
  });

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
  const reach = place.targets === null ? '' : place.targets.has(node.id) ? 'may-connect' : 'may-not-connect';
  return cardItem(knownCard(previous, id), node, options, {
    id,
    kind: place.open ? 'squad' : cardKindOf(options.graph.kind),
    position: place.position,
    size: place.size,
    selected: place.selection.has(id),
    className: reach,
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
  const edges = edgeItems(byId(previous.edges), {
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
