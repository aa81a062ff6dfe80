'use client';
import { useReactFlow, useStoreApi } from '@xyflow/react';
import { useEffect, useMemo } from 'react';
import { CanvasInside } from '../../canvas/graph-canvas';
import type { CanvasEditing } from '../../canvas/interaction/use-connecting';
import { portsOf } from '../../core/graph/catalogue';
import { canConnect, type Endpoint, legalTargets } from '../../core/graph/connect';
import { nodesById } from '../../core/graph/document';
import { nodeWidth } from '../../core/graph/snap';
import { documentNow, useDocument, useEditor, useProblems, useView } from '../../store/editor-context';
import type { EditorSession } from '../../store/editor-session';
import { paletteDragType } from '../adding/palette';
import { markDropEdge, takeDropEdge } from './drop-edge';
import { FitAll } from './fit-all';
import { TidyProgress } from './tidy-progress';

import { useLastOutcomes } from './use-last-outcomes';
import { useReveal } from './use-reveal';

/** The document on the canvas, ready to be changed. */
export function EditorCanvas() {
  const session = useEditor();
  const { catalogue, views } = session;
  const document = useDocument((state) => state.document);
  const selection = useView((view) => view.selection);
  const writing = useView((view) => view.writing);
  const diagnostics = useProblems((problems) => problems.diagnostics);
  const { screenToFlowPosition } = useReactFlow();
  const flow = useStoreApi();
  const editing = useMemo(() => editingOf(session, screenToFlowPosition), [session, screenToFlowPosition]);

  useEffect(() => {
    session.setCentre(() => {
      const box = flow.getState().domNode?.getBoundingClientRect();
      if (!box) return { x: 0, y: 0 };
      return screenToFlowPosition({ x: box.x + box.width / 2, y: box.y + box.height / 2 });
    });
  }, [session, flow, screenToFlowPosition]);

  const last = useLastOutcomes();
  useReveal();

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a shortcut for the pointer; the palette has the same
    <div
      className="absolute inset-0"
      onDoubleClick={(event) => {
        if (!(event.target as Element).classList.contains('react-flow__pane')) return;
        const screen = { x: event.clientX, y: event.clientY };
        views.openQuickAdd({ at: screenToFlowPosition(screen), screen, from: null });
      }}
    >
      <CanvasInside
        graph={document}
        nodeTypes={catalogue}
        diagnostics={diagnostics}
        last={last}
        editing={editing}
        selection={selection}
        writing={writing}
        onSelectionChange={views.setSelection}
        label={document.kind === 'squad' ? 'Squad' : 'Pipeline'}
      >
        <FitAll />
        <TidyProgress />
      </CanvasInside>
    </div>
  );
}

function editingOf(
  session: EditorSession,
  screenToFlowPosition: (point: { x: number; y: number }) => { x: number; y: number },
): CanvasEditing {
  const { catalogue, commands, views } = session;
  const firstPort = (nodeId: string, side: 'in' | 'out'): Endpoint | null => {
    const node = nodesById(documentNow(session)).get(nodeId);
    const port = node && portsOf(node, catalogue)[side][0];
    return port ? { node: nodeId, port: port.id } : null;
  };
  return {
    onMoved: commands.move,
    onNoteText: commands.setNoteText,
    onNoteBox: commands.resizeNote,
    onWriteNote: views.writeNote,
    targetsOf(end, side) {
      const document = documentNow(session);
      if (side === 'source') return legalTargets(document, catalogue, end);
      const sources = document.nodes.filter((node) =>
        portsOf(node, catalogue).out.some(
          (port) => canConnect(document, catalogue, { node: node.id, port: port.id }, end).ok,
        ),
      );
      return new Set(sources.map((node) => node.id));
    },
    mayConnect: (source, target) => canConnect(documentNow(session), catalogue, source, target).ok,
    onConnect: commands.connect,
    onReconnect: commands.reconnect,
    onConnectToNode(end, side, nodeId) {
      const other = firstPort(nodeId, side === 'source' ? 'in' : 'out');
      if (!other) return;
      if (side === 'source') commands.connect(end, other);
      else commands.connect(other, end);
    },
    onConnectToNothing(end, side, at, screen) {
      views.openQuickAdd({ at, screen, from: { end, side } });
    },
    onDrop(event) {
      const manifest = catalogue.findNewest(event.dataTransfer.getData(paletteDragType));
      if (!manifest) return;
      event.preventDefault();
      const point = screenToFlowPosition({ x: event.clientX, y: event.clientY });
      const at = { x: point.x - nodeWidth / 2, y: point.y - 24 };
      const edgeId = takeDropEdge(event);
      if (edgeId === null) commands.add(manifest, at);
      else commands.addOnEdge(manifest, at, edgeId);
    },
    onDragOver(event) {
      if (!event.dataTransfer.types.includes(paletteDragType)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
      markDropEdge(event);
    },
  };
}
