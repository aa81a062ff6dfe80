'use client';
import { ChevronsDownUp, ChevronsUpDown } from 'lucide-react';
import { useCanvas } from './canvas-context';

/** Shows or hides a squad's members inside its node. */
export function ExpandButton({ nodeId, open, count }: { nodeId: string; open: boolean; count: number }) {
  const { toggleSquad } = useCanvas();
  const Icon = open ? ChevronsDownUp : ChevronsUpDown;
  return (
    <button
      type="button"
      // Still 24 pixels, the least a finger can hit, where a graph opens at 80 %.
      className="nodrag nopan inline-flex size-8 shrink-0 items-center justify-center rounded-item text-ink-2 hover:bg-sunken hover:text-ink"
      aria-expanded={open}
      aria-label={open ? 'Hide the squad’s members' : `Show the squad’s ${count} members`}
      title={open ? 'Hide the members' : 'Show the members'}
      onClick={(event) => {
        event.stopPropagation();
        toggleSquad(nodeId);
      }}
    >
      <Icon className="size-3.5" aria-hidden="true" />
    </button>
  );
}
