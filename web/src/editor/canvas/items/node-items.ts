import type { GraphDocument, GraphNode, ResolvedPorts } from '@muster/schema';
import { Position } from '@xyflow/react';
import { type Catalogue, portsOf } from '../../core/graph/catalogue';
import { nodesById, type Point, positionOf, type Size } from '../../core/graph/document';
import { sentenceFor } from '../../core/graph/sentences';
import type { DiagnosticIndex } from '../../core/knowledge/diagnostics';
import type { CardData, CardFlowNode } from '../model/flow-types';
import { border, type CardKind, cardKindOf, cardSize, portSize, portY } from '../model/geometry';
import type { NodeRunState } from '../model/run-state';
import { stateOfCard } from '../model/words';

const connections = new WeakMap<GraphDocument['edges'], ReadonlyMap<string, string>>();

/** Ports with an edge on them, by node: `out:true in:in`. */
function connectedPorts(graph: GraphDocument): ReadonlyMap<string, string> {
  const known = connections.get(graph.edges);
  if (known) return known;
  const ports = new Map<string, string>();
  const enter = (node: string, port: string) => ports.set(node, `${ports.get(node) ?? ''} ${port}`);
  for (const { source, target } of graph.edges) {
    enter(source.node, `out:${source.port}`);
    enter(target.node, `in:${target.port}`);
  }
  connections.set(graph.edges, ports);
  return ports;
}

/** What the cards of a graph are made from, apart from their nodes. */
export interface CardOptions {
  graph: GraphDocument;
  catalogue: Catalogue;
  diagnostics: DiagnosticIndex;
  runOf: (nodeId: string) => NodeRunState | null;
  inRun: boolean;
  lastOf: (nodeId: string) => string;
  editable: boolean;
  memberCountOf: (nodeId: string) => number;
}

/** Where a card stands on the canvas and how. */
export interface Placement {
  id: string;
  kind: CardKind;
  position: Point;
  size: Size;
  selected: boolean;
  className: string;
  draggable: boolean;
  parentId?: string;
}

/**
 * Returns the node of the canvas for a node of the graph. `known`, the one drawn last, comes back when it shows the
 * same in the same place; nothing is computed then.
 */
export function cardItem(
  known: CardFlowNode | undefined,
  node: GraphNode,
  options: CardOptions,
  placement: Placement,
): CardFlowNode {
  const sameCard = known !== undefined && known.type === placement.kind && showsSame(known.data, node, options);
  if (sameCard && samePlace(known, placement)) return known;
  const data = sameCard ? known.data : cardData(node, options);
  const { id, kind, position, size, selected, className, draggable, parentId } = placement;
  return {
    id,
    type: kind as CardFlowNode['type'],
    position,
    ...size,
    measured: size,
    handles: sameCard && known.width === size.width ? known.handles : handlesOf(kind, data, size),
    selected,
    className,
    draggable,
    deletable: false,
    ariaLabel: sameCard ? known.ariaLabel : cardLabel(data),
    ...(parentId === undefined ? {} : { parentId }),
    data,
  } as CardFlowNode;
}

function cardData(node: GraphNode, options: CardOptions): CardData {
  const manifest = options.catalogue.typeOf(node);
  const found = options.diagnostics.byNode.get(node.id);
  const worst = found?.[0];
  const memberCount = options.memberCountOf(node.id);
  return {
    node,
    ports: portsOf(node, options.catalogue),
    glyph: manifest?.form.glyph ?? 'unknown',
    title: manifest?.title ?? node.type,
    sentence: sentenceOfCard(node, options),
    known: manifest !== undefined,
    run: options.runOf(node.id),
    inRun: options.inRun,
    last: options.inRun ? '' : options.lastOf(node.id),
    markSeverity: worst?.severity ?? null,
    markText: worst?.message ?? '',
    markCount: found?.length ?? 0,
    connected: connectedPorts(options.graph).get(node.id) ?? '',
    editable: options.editable,
    expandable: memberCount > 0,
    memberCount,
  };
}

/** True when `cardData` would return the same. Makes nothing, since it is asked for every node at every change. */
function showsSame(data: CardData, node: GraphNode, options: CardOptions): boolean {
  const found = options.diagnostics.byNode.get(node.id);
  return (
    sameFace(data.node, node) &&
    data.known === (options.catalogue.typeOf(node) !== undefined) &&
    data.ports === portsOf(node, options.catalogue) &&
    data.inRun === options.inRun &&
    data.editable === options.editable &&
    data.memberCount === options.memberCountOf(node.id) &&
    data.last === (options.inRun ? '' : options.lastOf(node.id)) &&
    data.connected === (connectedPorts(options.graph).get(node.id) ?? '') &&
    data.markCount === (found?.length ?? 0) &&
    data.markText === (found?.[0]?.message ?? '') &&
    data.markSeverity === (found?.[0]?.severity ?? null) &&
    data.sentence === sentenceOfCard(node, options) &&
    sameRun(data.run, options.runOf(node.id))
  );
}

/** What a card reads of its node itself; the rest of the config shows only through its sentence and its ports. */
function sameFace(left: GraphNode, right: GraphNode): boolean {
  if (left === right) return true;
  const sameConfig = faceConfig.every((key) => left.config[key] === right.config[key]);
  return left.type === right.type && left.name === right.name && left.policy === right.policy && sameConfig;
}

/** Parts of the config the card of a squad's member shows. */
const faceConfig = ['name', 'role', 'model', 'lead'];

const sentenceOfCard = (node: GraphNode, { graph, catalogue }: CardOptions): string =>
  catalogue.typeOf(node) ? sentenceFor(graph, node, catalogue) : 'This server does not know this type.';

const samePlace = (known: CardFlowNode, place: Placement): boolean =>
  known.position.x === place.position.x &&
  known.position.y === place.position.y &&
  known.width === place.size.width &&
  known.height === place.size.height &&
  known.selected === place.selected &&
  known.className === place.className &&
  known.draggable === place.draggable &&
  known.parentId === place.parentId;

/** States of a run are made anew with every event; most say the same. */
function sameRun(left: NodeRunState | null, right: NodeRunState | null): boolean {
  if (left === right || left === null || right === null) return left === right;
  return (Object.keys(right) as (keyof NodeRunState)[]).every((key) => left[key] === right[key]);
}

function handlesOf(kind: CardKind, data: CardData, size: Size): NonNullable<CardFlowNode['handles']> {
  const square = { width: portSize, height: portSize };
  // Ports are placed inside the card's border.
  const y = (index: number) => portY(kind, index) - portSize / 2 + border;
  return [
    ...data.ports.in.map((port, index) => ({
      ...square,
      id: port.id,
      type: 'target' as const,
      position: Position.Left,
      x: border - portSize / 2,
      y: y(index),
    })),
    ...data.ports.out.map((port, index) => ({
      ...square,
      id: port.id,
      type: 'source' as const,
      position: Position.Right,
      x: size.width - border - portSize / 2,
      y: y(index),
    })),
  ];
}

/** What a screen reader says about a node. */
function cardLabel(data: CardData): string {
  const mark = data.markSeverity ? `${data.markSeverity}: ${data.markText}` : '';
  const { word } = stateOfCard(data);
  return [data.node.name || data.node.id, data.title, data.sentence, word, mark].filter(Boolean).join('. ');
}

export const cardPlace = (graph: GraphDocument, node: GraphNode): Point =>
  positionOf(graph.view, node.id) ?? { x: 0, y: 0 };

const noPorts: ResolvedPorts = { in: [], out: [] };

/** Size of every node of a graph, for laying it out. */
export const sizesOf =
  (graph: GraphDocument, catalogue: Catalogue) =>
  (nodeId: string): Size => {
    const node = nodesById(graph).get(nodeId);
    return cardSize(cardKindOf(graph.kind), node ? portsOf(node, catalogue) : noPorts);
  };
