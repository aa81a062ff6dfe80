import type { GraphDocument, GraphNode, ResolvedPorts, Severity } from '@muster/schema';
import type { Edge, Node } from '@xyflow/react';
import type { EdgeRunState, NodeRunState } from './run-state';

/** The worst thing the compiler says about a node, for its footer. */
export interface CardMark {
  severity: Severity;
  text: string;
  count: number;
}

/** What a card shows. Everything but `node`, `ports` and `run` is plain, so that an equal card is not drawn again. */
export interface CardData extends Record<string, unknown> {
  /** As it was when something that the card shows changed last. */
  node: GraphNode;
  ports: ResolvedPorts;
  glyph: string;
  title: string;
  sentence: string;
  /** False for a type the server does not know. */
  known: boolean;
  run: NodeRunState | null;
  /** The canvas shows a run, so a node without `run` has not been reached. */
  inRun: boolean;
  /** How it left the last run, in words, while no run is shown: "bug · 112 ms". */
  last: string;
  markSeverity: Severity | null;
  markText: string;
  markCount: number;
  /** Ports with an edge on them, joined by a space. */
  connected: string;
  editable: boolean;
  /** For `squad.task` in a run: its squad can be looked into. */
  expandable: boolean;
  memberCount: number;
}

export interface NoteData extends Record<string, unknown> {
  note: NonNullable<GraphDocument['view']>['notes'][number];
  editable: boolean;
  /** Its text is being written. */
  writing: boolean;
}

export type CardFlowNode = Node<CardData, 'card' | 'member'>;
export type SquadFlowNode = Node<CardData, 'squad'>;
export type NoteFlowNode = Node<NoteData, 'note'>;
export type FlowNode = CardFlowNode | SquadFlowNode | NoteFlowNode;

/** What an edge shows. */
export interface EdgeData extends Record<string, unknown> {
  state: EdgeRunState;
  /** The way out it starts at, for the label; empty when there is nothing to tell. */
  label: string;
  /** For edges between members of a squad: `delegate`, `ask`, `review`. */
  speech: string;
  faulty: boolean;
}
export type FlowEdge = Edge<EdgeData, 'flow' | 'speech'>;

const separator = '/';
/** Id on the canvas of a member that is shown inside its `squad.task` node. Graph ids never hold a slash. */
export const insideId = (squadNodeId: string, id: string): string => `${squadNodeId}${separator}${id}`;

/** The node, and for one inside a squad the member, an id on the canvas stands for. */
export function readFlowId(id: string): { nodeId: string; memberId: string | null } {
  const [nodeId = id, memberId = null] = id.split(separator);
  return { nodeId, memberId };
}
