'use client';
import { useReactFlow, useStoreApi } from '@xyflow/react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { FlowEdge, FlowNode } from '../model/flow-types';
import { isPartlyInSight } from './fitting-view';
import type { View } from './opening-view';

/** Beyond this many nodes only those in sight are mounted. */
export const mostMounted = 120;
/** Nodes that appear together with the new view; where no more appear, all of them do. */
const firstCount = 40;
/** The fewest and the most nodes that appear with one later frame. */
const [fewest, most] = [24, 96];
/** In so many frames all nodes appear, however long one takes: in a large graph most of it is not the new nodes' part. */
const mostFrames = 40;
/** How long a frame in which nodes appear should take, in milliseconds. */
const frameMs = 32;

const none: ReadonlySet<string> = new Set();

/**
 * Mounts the many nodes that come into sight with a jump of the view a few at a time, so that no frame takes long. Nodes
 * that wait are hidden, and an edge waits for both of its ends. The view stands still meanwhile: a frame draws only what
 * is new.
 */
export function useGradualMount(nodes: FlowNode[], edges: FlowEdge[]) {
  const [waiting, setWaiting] = useState(none);
  const waitingNow = useRef(waiting);
  waitingNow.current = waiting;
  const goal = useRef<View | null>(null);
  const pace = useRef({ count: firstCount, fewest });
  const flow = useStoreApi<FlowNode>();
  const { setViewport } = useReactFlow();

  const showAt = useCallback(
    (view: View) => {
      const { nodeLookup, width, height, transform } = flow.getState();
      const size = { width, height };
      const [x, y, zoom] = transform;
      const before = { x, y, zoom };
      const appearing = [...nodeLookup.values()].flatMap((node) => {
        const { width = 0, height = 0 } = node.measured;
        const box = { ...node.internals.positionAbsolute, width, height };
        const isNew = waitingNow.current.has(node.id) || !isPartlyInSight(box, before, size);
        return isNew && isPartlyInSight(box, view, size) ? [{ id: node.id, box }] : [];
      });
      appearing.sort((a, b) => a.box.x - b.box.x || a.box.y - b.box.y);
      if (appearing.length <= firstCount) {
        setWaiting(none);
        void setViewport(view);
        return;
      }
      goal.current = view;
      pace.current = { count: firstCount, fewest: Math.max(fewest, Math.ceil(appearing.length / mostFrames)) };
      setWaiting(new Set(appearing.slice(firstCount).map(({ id }) => id)));
    },
    [flow, setViewport],
  );

  const hideAll = useCallback(() => {
    pace.current = { count: fewest, fewest };
    flushSync(() => setWaiting(new Set(flow.getState().nodes.map(({ id }) => id))));
  }, [flow]);

  useEffect(() => {
    // React Flow has been told by now which nodes wait.
    if (goal.current) void setViewport(goal.current);
    goal.current = null;
    if (waiting.size === 0) return;
    const start = performance.now();
    let timer: ReturnType<typeof setTimeout> | undefined;
    // After the frame, not in it: one task mounts nodes, another one draws them.
    const frame = requestAnimationFrame(() => {
      timer = setTimeout(() => {
        const { count, fewest } = pace.current;
        const next = nextCount(count, performance.now() - start, fewest);
        pace.current = { count: next, fewest };
        setWaiting(new Set([...waiting].slice(next)));
      });
    });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }, [waiting, setViewport]);

  const mounted = useMemo(() => {
    if (waiting.size === 0) return { nodes, edges };
    return {
      nodes: nodes.map((node) => (waiting.has(node.id) ? hidden(node) : node)),
      edges: edges.filter(({ source, target }) => !waiting.has(source) && !waiting.has(target)),
    };
  }, [nodes, edges, waiting]);
  return { ...mounted, showAt, hideAll };
}

/** How many nodes to mount next, from how many were mounted last and how long that took. */
function nextCount(count: number, tookMs: number, fewest: number): number {
  const share = Math.min(1.5, Math.max(0.5, frameMs / tookMs));
  return Math.round(Math.max(fewest, Math.min(most, count * share)));
}

const hiddenNodes = new WeakMap<FlowNode, FlowNode>();

/** The node, hidden; the same object every time. */
function hidden(node: FlowNode): FlowNode {
  const known = hiddenNodes.get(node);
  if (known) return known;
  const made = { ...node, hidden: true };
  hiddenNodes.set(node, made);
  return made;
}
