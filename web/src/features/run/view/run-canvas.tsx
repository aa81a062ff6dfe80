'use client';
import type { GraphDocument, NodeTypeManifest } from '@muster/schema';
import { Panel } from '@xyflow/react';
import { LocateFixed } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { GraphCanvas, insideId, readFlowId } from '../../../editor/canvas';
import { Button } from '../../../ui';
import type { RunLog } from '../log/run-log';
import { type StillAt, toCanvasState } from '../state/canvas-state';
import type { Selection } from './selection';

interface RunCanvasProps {
  graph: GraphDocument;
  squads: ReadonlyMap<string, GraphDocument>;
  nodeTypes: readonly NodeTypeManifest[];
  log: RunLog;
  still: StillAt;
  /** Ids on the canvas that matter now. */
  focusIds: readonly string[];
  /** Whether all that had happened when the page was opened is here. */
  caughtUp: boolean;
  /** Whether something can still move: the run goes on, or an earlier moment is shown. */
  canFollow: boolean;
  selection: Selection | null;
  onSelect: (selection: Selection | null) => void;
}

const flowIdOf = ({ nodeId, within }: Selection): string => (within === null ? nodeId : insideId(within, nodeId));

/** The graph with the run on it, on what happens now. A squad opens by itself when it begins to work, once. */
export function RunCanvas(props: RunCanvasProps) {
  const { graph, squads, nodeTypes, log, still, focusIds, caughtUp, canFollow, selection, onSelect } = props;
  const runState = useMemo(() => toCanvasState(log, graph, squads, still), [log, graph, squads, still]);
  const { expanded, setExpanded } = useOpenedSquads(runState.nodes, squads);
  const [following, setFollowing] = useState(true);

  const select = (ids: ReadonlySet<string>) => {
    const id = [...ids].at(-1);
    if (id === undefined) return onSelect(null);
    const place = readFlowId(id);
    const node =
      place.memberId === null
        ? { nodeId: place.nodeId, within: null }
        : { nodeId: place.memberId, within: place.nodeId };
    const known = node.within === null ? graph : squads.get(node.within);
    if (known?.nodes.some((one) => one.id === node.nodeId)) onSelect({ ...node, executionKey: null });
  };
  const selected = useMemo(() => new Set(selection ? [flowIdOf(selection)] : []), [selection]);
  return (
    <GraphCanvas
      graph={graph}
      nodeTypes={nodeTypes}
      runState={runState}
      readOnly
      selection={selected}
      onSelectionChange={select}
      expanded={expanded}
      onExpandedChange={setExpanded}
      focus={{ ids: focusIds, known: caughtUp, follow: following, onMoved: () => setFollowing(false) }}
      label="Graph of the run"
    >
      {canFollow && (
        <Panel position="bottom-right" className="m-3! mb-6!">
          <Button
            size="small"
            aria-pressed={following}
            className="aria-pressed:border-ink"
            icon={<LocateFixed className="size-3.5" aria-hidden="true" />}
            onClick={() => setFollowing(!following)}
          >
            {following ? 'Following' : 'Follow'}
          </Button>
        </Panel>
      )}
    </GraphCanvas>
  );
}

/** The squads shown with their members: each opens when it begins to work; a person may close it again. */
function useOpenedSquads(nodes: ReturnType<typeof toCanvasState>['nodes'], squads: ReadonlyMap<string, GraphDocument>) {
  const [expanded, setExpanded] = useState<ReadonlySet<string>>(new Set());
  const opened = useRef(new Set<string>());
  useEffect(() => {
    const begun = [...squads.keys()].filter((nodeId) => {
      const status = nodes.get(nodeId)?.status;
      return status !== undefined && status !== 'SKIPPED' && !opened.current.has(nodeId);
    });
    if (begun.length === 0) return;
    for (const nodeId of begun) opened.current.add(nodeId);
    setExpanded((before) => new Set([...before, ...begun]));
  }, [nodes, squads]);
  return { expanded, setExpanded };
}
