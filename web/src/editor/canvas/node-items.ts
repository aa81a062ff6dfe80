import type { GraphDocument, GraphNode } from '@muster/schema';
import { Position } from '@xyflow/react';
import { type Catalogue, portsOf, sentenceOf } from '../core/catalogue';
import type { DiagnosticIndex } from '../core/diagnostics';
import { nodesById, type Point, positionOf } from '../core/document';
import type { Size } from '../core/layout';
import type { CardData, CardFlowNode, NoteFlowNode } from './flow-types';
import { border, type CardKind, cardKindOf, cardSize, portSize, portY } from './geometry';
import type { NodeRunState } from './run-state';

const sentences = new WeakMap<GraphNode, { nodes: GraphNode[]; catalogue: Catalogue; sentence: string }>();

function sentence(graph: GraphDocument, node: GraphNode, catalogue: Catalogue): string {
  const known = sentences.get(node);
  if (known && known.nodes === graph.nodes && known.catalogue === catalogue) return known.sentence;
  const made = sentenceOf(graph, node, catalogue);
  sentences.set(node, { nodes: graph.nodes, catalogue, sentence: made });
  return made;
}

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

/** What the card of a node shows. */
export function cardData(node: GraphNode, options: CardOptions): CardData {
  const manifest = options.catalogue.get(node.type);
  const found = options.diagnostics.byNode.get(node.id);
  const worst = found?.[0];
  const memberCount = options.memberCountOf(node.id);
  return {
    node,
    ports: portsOf(node, options.catalogue),
    glyph: manifest?.form.glyph ?? 'unknown',
    title: manifest?.title ?? node.type,
    sentence: manifest ? sentence(options.graph, node, options.catalogue) : 'This server does not know this type.',
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

export interface Placement {
  id: string;
  kind: CardKind;
  position: Point;
  size: Size;
  selected: boolean;
  className: string;
  ariaLabel: string;
  draggable: boolean;
  parentId?: string;
}

/** A node of the canvas; `known` comes back when it shows the same in the same place. */
export function cardItem(known: CardFlowNode | undefined, data: CardData, placement: Placement): CardFlowNode {
  const { id, kind, position, size, selected, className, ariaLabel, draggable, parentId } = placement;
  const sameCard = known !== undefined && known.type === kind && sameCardData(known.data, data);
  if (
    sameCard &&
    known.position.x === position.x &&
    known.position.y === position.y &&
    known.width === size.width &&
    known.height === size.height &&
    known.selected === selected &&
    known.className === className &&
    known.draggable === draggable &&
    known.parentId === parentId
  ) {
    return known;
  }
  return {
    id,
    type: kind as CardFlowNode['type'],
    position,
    ...size,
    measured: size,
    handles: handlesOf(kind, data, size),
    selected,
    className,
    draggable,
    deletable: false,
    ariaLabel,
    ...(parentId === undefined ? {} : { parentId }),
    data: sameCard ? known.data : data,
  } as CardFlowNode;
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

function sameCardData(left: CardData, right: CardData): boolean {
  return (Object.keys(right) as (keyof CardData)[]).every((key) =>
    key === 'run' ? sameRun(left.run, right.run) : left[key] === right[key],
  );
}

/** States of a run are made anew with every event; most say the same. */
function sameRun(left: NodeRunState | null, right: NodeRunState | null): boolean {
  if (left === right || left === null || right === null) return left === right;
  return (Object.keys(right) as (keyof NodeRunState)[]).every((key) => left[key] === right[key]);
}

/** The notes of a graph for the canvas. */
export function noteItems(
  previous: ReadonlyMap<string, NoteFlowNode>,
  graph: GraphDocument,
  {
    at,
    isSelected,
    editable,
  }: { at: (id: string) => Point | undefined; isSelected: (id: string) => boolean; editable: boolean },
): NoteFlowNode[] {
  return (graph.view?.notes ?? []).map((note) => {
    const position = at(note.id) ?? { x: note.x, y: note.y };
    const selected = isSelected(note.id);
    const known = previous.get(note.id);
    if (
      known &&
      known.data.text === note.text &&
      known.selected === selected &&
      known.position.x === position.x &&
      known.position.y === position.y
    ) {
      return known;
    }
    const data = known?.data.text === note.text ? known.data : { id: note.id, text: note.text, editable };
    const size = noteSize(note.text);
    return {
      id: note.id,
      type: 'note',
      position,
      ...size,
      measured: size,
      selected,
      draggable: editable,
      deletable: false,
      zIndex: -1,
      ariaLabel: `Note: ${note.text.slice(0, 120) || 'empty'}`,
      data,
    };
  });
}

/** Notes are as wide as nodes and as high as their text, within reason. */
function noteSize(text: string): Size {
  const lines = text.split('\n').reduce((count, line) => count + Math.max(1, Math.ceil(line.length / 30)), 0);
  return { width: 220, height: Math.min(400, Math.max(64, 28 + lines * 19)) };
}

/** What a screen reader says about a node. */
export function cardLabel(data: CardData, stateWord: string): string {
  const mark = data.markSeverity ? `${data.markSeverity}: ${data.markText}` : '';
  return [data.node.name || data.node.id, data.title, data.sentence, stateWord, mark].filter(Boolean).join('. ');
}

export const cardPlace = (graph: GraphDocument, node: GraphNode): Point =>
  positionOf(graph.view, node.id) ?? { x: 0, y: 0 };

/** Size of every node of a graph, for laying it out. */
export const sizesOf =
  (graph: GraphDocument, catalogue: Catalogue) =>
  (nodeId: string): Size => {
    const node = nodesById(graph).get(nodeId);
    return cardSize(cardKindOf(graph.kind), node ? portsOf(node, catalogue) : { in: [], out: [] });
  };
