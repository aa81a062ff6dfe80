'use client';
import { Panel, useReactFlow, useStore } from '@xyflow/react';
import { Maximize, Minus, Plus } from 'lucide-react';
import { IconButton } from '../../../ui/icon-button';

/** Zoom and fit, at the lower left. */
export function CanvasControls() {
  const { zoomIn, zoomOut, fitView, zoomTo } = useReactFlow();
  const percent = useStore((store) => Math.round(store.transform[2] * 100));
  return (
    <Panel position="bottom-left" className="m-3!">
      <fieldset
        aria-label="Zoom"
        data-moves-view
        className="flex items-center rounded-control border border-line-2 bg-surface"
      >
        <IconButton label="Zoom out" keys="−" onClick={() => void zoomOut({ duration: 120 })}>
          <Minus className="size-4" />
        </IconButton>
        <button
          type="button"
          className="machine w-11 text-center text-ink-2 hover:text-ink"
          aria-label={`Zoom ${percent} percent; press for 100`}
          onClick={() => void zoomTo(1, { duration: 120 })}
        >
          {percent}%
        </button>
        <IconButton label="Zoom in" keys="+" onClick={() => void zoomIn({ duration: 120 })}>
          <Plus className="size-4" />
        </IconButton>
        <IconButton
          label="Fit everything"
          keys="1"
          onClick={() => void fitView({ padding: 0.12, maxZoom: 1, duration: 120 })}
        >
          <Maximize className="size-4" />
        </IconButton>
      </fieldset>
    </Panel>
  );
}
