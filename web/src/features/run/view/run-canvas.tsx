'use client';
import type { GraphDocument, NodeTypeManifest } from '@muster/schema';
import { useEffect, useMemo, useRef, useState } from 'react';
import { GraphCanvas, insideId, readFlowId } from '../../../editor/canvas';
import type { RunLog } from '../log/run-log';
import { toCanvasState } from '../state/canvas-state';
import { FitOn } from './fit-on';
import type { Selection } from './selection';

interface RunCanvasProps {
  graph: GraphDocument;
  squads: ReadonlyMap<string, GraphDocument>;
  nodeTypes: readonly NodeTypeManifest[];
  log: RunLog;
  now: number;
  selection: Selection | null;
  onSelect: (selection: Selection | null) => void;
}

const flowIdOf = ({ nodeId, within }: Selection): string => (within === null ? nodeId : insideId(within, nodeId));

/** The graph with the run on it. A squad opens by itself when it begins to work, once. */
export function RunCanvas({ graph, squads, nodeTypes, log, now, selection, onSelect }: RunCanvasProps) {
  const runState = useMemo(() => toCanvasState(log, graph, squads, now), [log, graph, squads, now]);
  const [expanded, setExpanded] = useState<ReadonlySet<string>>(new Set());
  const opened = useRef(new Set<string>());

  useEffect(() => {
    const begun = [...squads.keys()].filter((nodeId) => {
      const status = runState.nodes.get(nodeId)?.status;
      return status !== undefined && status !== 'SKIPPED' && !opened.current.has(nodeId);
    });
    if (begun.length === 0) return;
    for (const nodeId of begun) opened.current.add(nodeId);
    setExpanded((before) => new Set([...before, ...begun]));
  }, [runState, squads]);

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
      label="Graph of the run"
    >
      <FitOn on={expanded} />
    </GraphCanvas>
  );
}
