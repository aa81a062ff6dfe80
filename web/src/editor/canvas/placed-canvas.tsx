'use client';
import '@xyflow/react/dist/base.css';
import './canvas.css';
import { Background, BackgroundVariant, ReactFlow, SelectionMode, useStore } from '@xyflow/react';
import { useCallback, useDeferredValue, useMemo, useState } from 'react';
import { cn } from '../../ui/cn';
import type { Catalogue } from '../core/graph/catalogue';
import { coarseGrid, grid } from '../core/graph/snap';
import { noDiagnostics } from '../core/knowledge/diagnostics';
import type { GraphCanvasProps } from './canvas-props';
import { CanvasContext, FarContext } from './cards/canvas-context';
import { MemberCard } from './cards/member-card';
import { NodeCard } from './cards/node-card';
import { NoteCard } from './cards/note-card';
import { SquadCard } from './cards/squad-card';
import { ArrowHead } from './edges/arrow-head';
import { ConnectionLine } from './edges/connection-line';
import { PipelineEdge } from './edges/flow-edge';
import { SpeechEdge } from './edges/speech-edge';
import { noEditing, useConnecting } from './interaction/use-connecting';
import { useFlow } from './interaction/use-flow';
import { useMoving } from './interaction/use-moving';
import { useSizesOfGraph } from './use-sizes-of-graph';
import { startOf } from './view/boxes';
import { CanvasControls } from './view/canvas-controls';
import { CanvasView } from './view/canvas-view';
import { smallestZoom } from './view/fitting-view';
import { mostMounted, useGradualMount } from './view/use-gradual-mount';

const nodeComponents = { card: NodeCard, member: MemberCard, squad: SquadCard, note: NoteCard };
const edgeComponents = { flow: PipelineEdge, speech: SpeechEdge };
const noWords: ReadonlyMap<string, string> = new Map();
const snapGrid: [number, number] = [grid, grid];
const addKeys = ['Shift', 'Meta', 'Control'];
const empty: ReadonlySet<string> = new Set();
/** Below this zoom texts cannot be read and are not drawn. */
const farZoom = 0.3;

interface PlacedCanvasProps extends Omit<GraphCanvasProps, 'nodeTypes'> {
  catalogue: Catalogue;
}

/** The canvas of a graph in which every node has a place. */
export function PlacedCanvas({
  graph,
  catalogue,
  runState = null,
  last = noWords,
  diagnostics = noDiagnostics,
  editing,
  readOnly = editing === undefined,
  selection: givenSelection,
  onSelectionChange,
  writing = null,
  expanded: givenExpanded,
  onExpandedChange,
  focus,
  label = 'Graph',
  children,
}: PlacedCanvasProps) {
  const [ownSelection, setOwnSelection] = useState(empty);
  const [ownExpanded, setOwnExpanded] = useState(empty);
  const selection = givenSelection ?? ownSelection;
  const expanded = givenExpanded ?? ownExpanded;
  const editable = !readOnly && editing !== undefined;
  const startId = useMemo(() => startOf(graph, catalogue), [graph, catalogue]);
  const edits = editing ?? noEditing;
  const connecting = useConnecting(edits);
  useSizesOfGraph();
  const flow = useFlow({
    graph,
    catalogue,
    diagnostics,
    runState,
    last,
    editable,
    selection,
    targets: connecting.targets,
    expanded,
    writing,
    onSelectionChange: onSelectionChange ?? setOwnSelection,
    onMoved: edits.onMoved,
    onResized: edits.onNoteBox,
  });
  const { onResizing, onResizeStop, onDragStop } = flow;
  const { showAt, hideAll, ...mounted } = useGradualMount(flow.nodes, flow.edges);
  const moving = useMoving();
  const far = useStore((store) => store.transform[2] < farZoom);
  const wasFar = useDeferredValue(far);
  // Many cards get their details back in slices of time. An edge that is being drawn needs the ports it may end at.
  const withoutDetails = (far || wasFar) && connecting.targets === null;
  const onDragEnd = useCallback(() => {
    moving.onNodeDragEnd();
    onDragStop();
  }, [moving, onDragStop]);
  const toggleSquad = useCallback(
    (nodeId: string) => {
      const next = new Set(expanded);
      if (!next.delete(nodeId)) next.add(nodeId);
      (onExpandedChange ?? setOwnExpanded)(next);
    },
    [expanded, onExpandedChange],
  );
  const actions = useMemo(
    () => ({
      toggleSquad,
      writeNote: edits.onWriteNote,
      setNoteText: edits.onNoteText,
      showNoteBox: onResizing,
      setNoteBox: onResizeStop,
      showAt,
      hideAll,
    }),
    [toggleSquad, edits, onResizing, onResizeStop, showAt, hideAll],
  );

  return (
    <CanvasContext.Provider value={actions}>
      <FarContext.Provider value={withoutDetails}>
        <ReactFlow
          ref={moving.ref}
          className={cn('muster-canvas', connecting.targets && 'is-connecting', far && 'is-far')}
          data-run={runState !== null}
          data-testid="canvas"
          aria-label={label}
          tabIndex={-1}
          nodes={mounted.nodes}
          edges={mounted.edges}
          onNodesChange={flow.onNodesChange}
          onEdgesChange={flow.onEdgesChange}
          onNodeClick={flow.onNodeClick}
          onSelectionStart={flow.onSelectionStart}
          onSelectionEnd={flow.onSelectionEnd}
          onMove={moving.onMove}
          onMoveEnd={moving.onMoveEnd}
          onNodeDragStart={moving.onNodeDragStart}
          onNodeDragStop={onDragEnd}
          onSelectionDragStart={moving.onNodeDragStart}
          onSelectionDragStop={onDragEnd}
          onConnectStart={connecting.onConnectStart}
          onConnect={connecting.onConnect}
          onConnectEnd={connecting.onConnectEnd}
          onReconnect={connecting.onReconnect}
          isValidConnection={connecting.isValidConnection}
          onDrop={edits.onDrop}
          onDragOver={edits.onDragOver}
          nodeTypes={nodeComponents}
          edgeTypes={edgeComponents}
          connectionLineComponent={ConnectionLine}
          connectionRadius={28}
          snapToGrid
          snapGrid={snapGrid}
          nodesDraggable={editable}
          nodesConnectable={editable}
          edgesFocusable={editable}
          edgesReconnectable={editable && !withoutDetails}
          elevateNodesOnSelect={false}
          onlyRenderVisibleElements={graph.nodes.length > mostMounted}
          deleteKeyCode={null}
          disableKeyboardA11y={false}
          multiSelectionKeyCode={addKeys}
          selectionKeyCode="Shift"
          selectionMode={SelectionMode.Partial}
          panOnScroll
          zoomOnDoubleClick={false}
          minZoom={smallestZoom}
          maxZoom={2}
          colorMode="light"
        >
          <ArrowHead />
          <Background variant={BackgroundVariant.Dots} gap={coarseGrid} size={1.4} color="var(--line-2)" />
          <CanvasControls />
          <CanvasView items={flow.nodes} startId={startId} selection={selection} focus={focus} />
          {children}
        </ReactFlow>
      </FarContext.Provider>
    </CanvasContext.Provider>
  );
}
