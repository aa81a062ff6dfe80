'use client';
import {
  type Connection,
  type FinalConnectionState,
  type HandleType,
  type OnConnectStartParams,
  useReactFlow,
} from '@xyflow/react';
import { type DragEvent, type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import type { Endpoint } from '../../core/graph/connect';
import type { Point, Size } from '../../core/graph/document';
import type { FlowEdge } from '../model/flow-types';

/** What the canvas tells the editor. Keep the object stable: cards depend on it. */
export interface CanvasEditing {
  onMoved: (places: ReadonlyMap<string, Point>) => void;
  onNoteText: (noteId: string, text: string) => void;
  /** A note was resized, and by its left or upper side moved as well. */
  onNoteBox: (noteId: string, box: Point & Size) => void;
  /** A note was opened for writing, or (null) none is written any more. */
  onWriteNote: (noteId: string | null) => void;
  /** Nodes an edge from (or, for an in port, to) this end may lead to. */
  targetsOf: (end: Endpoint, side: HandleType) => ReadonlySet<string>;
  mayConnect: (source: Endpoint, target: Endpoint) => boolean;
  onConnect: (source: Endpoint, target: Endpoint) => void;
  onReconnect: (edgeId: string, source: Endpoint, target: Endpoint) => void;
  /** An edge was let go over a node, not over one of its ports. */
  onConnectToNode: (end: Endpoint, side: HandleType, nodeId: string) => void;
  /** An edge was let go over nothing. `at` is on the canvas, `screen` in the window. */
  onConnectToNothing: (end: Endpoint, side: HandleType, at: Point, screen: Point) => void;
  onDrop: (event: DragEvent) => void;
  onDragOver: (event: DragEvent) => void;
}

const nothing = () => undefined;
const nowhere: ReadonlySet<string> = new Set();

/** For canvases that are only read. */
export const noEditing: CanvasEditing = {
  onMoved: nothing,
  onNoteText: nothing,
  onNoteBox: nothing,
  onWriteNote: nothing,
  targetsOf: () => nowhere,
  mayConnect: () => false,
  onConnect: nothing,
  onReconnect: nothing,
  onConnectToNode: nothing,
  onConnectToNothing: nothing,
  onDrop: nothing,
  onDragOver: nothing,
};

const endsOf = (connection: Connection): { source: Endpoint; target: Endpoint } => ({
  source: { node: connection.source, port: connection.sourceHandle ?? 'out' },
  target: { node: connection.target, port: connection.targetHandle ?? 'in' },
});

/** Drawing edges: which nodes light up, what may be joined, and where an edge that is let go ends. */
export function useConnecting(editing: CanvasEditing) {
  const [targets, setTargets] = useState<ReadonlySet<string> | null>(null);
  const { screenToFlowPosition } = useReactFlow();
  const cancelled = useCancelledByEscape(targets !== null);

  const onConnectStart = useCallback(
    (_: unknown, { nodeId, handleId, handleType }: OnConnectStartParams) => {
      if (nodeId === null || handleType === null) return;
      cancelled.current = false;
      const reached = editing.targetsOf({ node: nodeId, port: handleId ?? '' }, handleType);
      setTargets(new Set([...reached, nodeId]));
    },
    [editing, cancelled],
  );

  const onConnect = useCallback(
    (connection: Connection) => {
      if (cancelled.current) return;
      const { source, target } = endsOf(connection);
      editing.onConnect(source, target);
    },
    [editing, cancelled],
  );

  const onReconnect = useCallback(
    (edge: FlowEdge, connection: Connection) => {
      if (cancelled.current) return;
      const { source, target } = endsOf(connection);
      editing.onReconnect(edge.id, source, target);
    },
    [editing, cancelled],
  );

  const onConnectEnd = useCallback(
    (event: MouseEvent | TouchEvent, state: FinalConnectionState) => {
      setTargets(null);
      const { fromHandle, toHandle } = state;
      if (!fromHandle || toHandle || cancelled.current) return;
      const end = { node: fromHandle.nodeId, port: fromHandle.id ?? '' };
      const screen = pointOf(event);
      const under = document.elementFromPoint(screen.x, screen.y);
      const nodeId = under?.closest('.react-flow__node')?.getAttribute('data-id');
      if (nodeId) editing.onConnectToNode(end, fromHandle.type, nodeId);
      else if (under?.closest('.react-flow__pane')) {
        editing.onConnectToNothing(end, fromHandle.type, screenToFlowPosition(screen), screen);
      }
    },
    [editing, screenToFlowPosition, cancelled],
  );

  const isValidConnection = useCallback(
    (connection: Connection | FlowEdge) => {
      const { source, target } = endsOf(connection as Connection);
      return editing.mayConnect(source, target);
    },
    [editing],
  );

  return { targets, onConnectStart, onConnect, onReconnect, onConnectEnd, isValidConnection };
}

/** Escape lets go of the edge that is being drawn, wherever the pointer is. True from then on, until another begins. */
function useCancelledByEscape(drawing: boolean): RefObject<boolean> {
  const cancelled = useRef(false);
  useEffect(() => {
    if (!drawing) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      cancelled.current = true;
      // React Flow ends a connection only with the pointer.
      document.dispatchEvent(new MouseEvent('mouseup', { clientX: -1, clientY: -1 }));
    };
    window.addEventListener('keydown', onKeyDown, true);
    return () => window.removeEventListener('keydown', onKeyDown, true);
  }, [drawing]);
  return cancelled;
}

function pointOf(event: MouseEvent | TouchEvent): Point {
  const touch = 'changedTouches' in event ? event.changedTouches[0] : event;
  return { x: touch?.clientX ?? 0, y: touch?.clientY ?? 0 };
}
