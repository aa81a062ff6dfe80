'use client';
import '@xyflow/react/dist/base.css';
import './canvas.css';
import type { GraphDocument, NodeTypeManifest } from '@muster/schema';
import { Background, BackgroundVariant, ReactFlow, ReactFlowProvider, SelectionMode, useStore } from '@xyflow/react';
import { type ReactNode, useCallback, useDeferredValue, useMemo, useRef, useState } from 'react';
import { cn } from '../../ui/cn';
import { type Catalogue, catalogueOf } from '../core/catalogue';
import { type DiagnosticIndex, noDiagnostics } from '../core/diagnostics';
import { coarseGrid, grid } from '../core/snap';
import { CanvasContext, FarContext } from './canvas-context';
import { CanvasControls } from './canvas-controls';
import { ConnectionLine } from './connection-line';
import { EdgeRoutingProvider } from './edge-routing';
import { PipelineEdge } from './flow-edge';
import { MemberCard } from './member-card';
import { NodeCard } from './node-card';
import { NoteCard } from './note-card';
import { PlacingState } from './placing-state';
import type { RunState } from './run-state';
import { SpeechEdge } from './speech-edge';
import { SquadCard } from './squad-card';
import { type CanvasEditing, noEditing, useConnecting } from './use-connecting';
import { useFlow } from './use-flow';
import { useMoving } from './use-moving';
import { usePlacedGraphs } from './use-placed-graphs';
import { useSizesOfGraph } from './use-sizes-of-graph';
import { startOf } from './view/boxes';
import { type CanvasFocus, CanvasView } from './view/canvas-view';
import { smallestZoom } from './view/fitting-view';
import { useGradualMount } from './view/use-gradual-mount';

const nodeComponents = { card: NodeCard, member: MemberCard, squad: SquadCard, note: NoteCard };
const edgeComponents = { flow: PipelineEdge, speech: SpeechEdge };
const noWords: ReadonlyMap<string, string> = new Map();
const snapGrid: [number, number] = [grid, grid];
const addKeys = ['Shift', 'Meta', 'Control'];
const empty: ReadonlySet<string> = new Set();
/** Below this zoom texts cannot be read and are not drawn. */
const farZoom = 0.3;
/** Beyond this many nodes only those in sight are mounted. */
const mostMounted = 120;

export interface GraphCanvasProps {
  graph: GraphDocument;
  /** The answer of the `nodeTypes` query, or a catalogue made from it. */
  nodeTypes: readonly NodeTypeManifest[] | Catalogue;
  /** Shows a run on the graph. */
  runState?: RunState | null;
  /** How nodes left the last run, in words; shown quietly while no run is. */
  last?: ReadonlyMap<string, string>;
  diagnostics?: DiagnosticIndex;
  /** True unless `editing` is given. */
  readOnly?: boolean;
  editing?: CanvasEditing;
  /** Ids selected: nodes, edges, notes; a member inside a squad as `insideId(node, member)`. */
  selection?: ReadonlySet<string>;
  onSelectionChange?: (selection: ReadonlySet<string>) => void;
  /** The note whose text is being written. */
  writing?: string | null;
  /** Squad nodes shown with their members inside. The canvas keeps its own unless this is given. */
  expanded?: ReadonlySet<string>;
  onExpandedChange?: (expanded: ReadonlySet<string>) => void;
  /** What to open on, and whether to follow it. The start of the graph when absent. */
  focus?: CanvasFocus | undefined;
  /** What the canvas is, for screen readers. */
  label?: string;
  /** Stands over the canvas, such as a menu. */
  children?: ReactNode;
}

/** A graph on the canvas: to be edited, to be read, or with a run on it. */
export function GraphCanvas(props: GraphCanvasProps) {
  return (
    <ReactFlowProvider>
      <CanvasInside {...props} />
    </ReactFlowProvider>
  );
}

/** The canvas without its provider, for those who need React Flow's hooks beside it. */
export function CanvasInside(props: GraphCanvasProps) {
  const { graph, nodeTypes, runState = null } = props;
  const catalogue = useMemo(() => ('typeOf' in nodeTypes ? nodeTypes : catalogueOf(nodeTypes)), [nodeTypes]);
  const graphs = useSameList([graph, ...[...(runState?.squads.values() ?? [])].map((squad) => squad.graph)]);
  const { placedOf, failure } = usePlacedGraphs(graphs, catalogue);
  const placed = placedOf(graph);
  const placedRun = useMemo(() => runState && withPlacedSquads(runState, placedOf), [runState, placedOf]);
  if (placed === null) return <PlacingState failure={failure} />;
  return (
    <EdgeRoutingProvider graph={placed}>
      <PlacedCanvas {...props} graph={placed} runState={placedRun} catalogue={catalogue} />
    </EdgeRoutingProvider>
  );
}

/** The list of before while it holds the same things: a run is made anew with every event, its graphs are not. */
function useSameList<Item>(list: readonly Item[]): readonly Item[] {
  const known = useRef(list);
  const isSame = known.current.length === list.length && known.current.every((item, index) => item === list[index]);
  if (!isSame) known.current = list;
  return known.current;
}

/** The run without squads whose members have no places yet; they open a moment later. */
function withPlacedSquads(runState: RunState, placedOf: (graph: GraphDocument) => GraphDocument | null): RunState {
  const squads = [...runState.squads].flatMap(([id, squad]) => {
    const graph = placedOf(squad.graph);
    return graph ? [[id, graph === squad.graph ? squad : { ...squad, graph }] as const] : [];
  });
  return { ...runState, squads: new Map(squads) };
}

interface PlacedCanvasProps extends Omit<GraphCanvasProps, 'nodeTypes'> {
  catalogue: Catalogue;
}

function PlacedCanvas({
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

function ArrowHead() {
  return (
    <svg className="absolute size-0" aria-hidden="true">
      <defs>
        <marker
          id="muster-arrow"
          viewBox="0 0 10 10"
          refX="8"
          refY="5"
          markerWidth="10"
          markerHeight="10"
          markerUnits="userSpaceOnUse"
          orient="auto-start-reverse"
        >
          <path d="M0 0.5 L10 5 L0 9.5 Z" fill="context-stroke" />
        </marker>
      </defs>
    </svg>
  );
}
