'use client';
import { useStoreApi } from '@xyflow/react';
import { useEffect } from 'react';
import { useCanvas } from '../../canvas/cards/canvas-context';
import { boxesOf } from '../../canvas/items/graph-boxes';
import { fittingView } from '../../canvas/view/fitting-view';
import { mostMounted } from '../../canvas/view/use-gradual-mount';
import { documentNow, useEditor, useView } from '../../store/editor-context';
import { focusOnCanvas } from '../focus/focus-on-canvas';

/** Brings everything into view when asked to. Stands on the canvas and draws nothing. */
export function FitAll(): null {
  const turn = useView((view) => view.fit);
  const session = useEditor();
  const { showAt, hideAll } = useCanvas();
  const flow = useStoreApi();
  useEffect(
    () =>
      session.tidying.store.subscribe(({ applying }, before) => {
        if (!applying || before.applying || documentNow(session).nodes.length <= mostMounted) return;
        const focused = document.activeElement?.closest<HTMLElement>('.react-flow__node')?.dataset.id;
        hideAll();
        if (focused !== undefined) focusOnCanvas(focused);
      }),
    [session, hideAll],
  );
  useEffect(() => {
    if (turn === 0) return;
    const frame = requestAnimationFrame(() => {
      const graph = documentNow(session);
      const boxes = boxesOf(graph, session.catalogue);
      const { width, height } = flow.getState();
      if (boxes.length > 0) showAt(fittingView({ size: { width, height }, boxes, routes: graph.view.routes }));
    });
    return () => cancelAnimationFrame(frame);
  }, [turn, session, showAt, flow]);
  return null;
}
