'use client';
import { PanelLeftClose, PanelLeftOpen, PanelRightClose, PanelRightOpen } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from '../../ui/cn';
import { IconButton } from '../../ui/icon-button';
import { useIsPhone } from '../../ui/use-media';
import { useEditor, useView } from '../store/editor-context';

interface SidePanelProps {
  name: 'palette' | 'inspector';
  side: 'left' | 'right';
  label: string;
  children: ReactNode;
}

/** A panel beside the canvas; collapses to its button and remembers. On a phone it is a sheet instead (`PhoneBar`). */
export function SidePanel({ name, side, label, children }: SidePanelProps) {
  const { views } = useEditor();
  const open = useView((view) => view.panels[name]);
  // A phone has the same in a sheet; twice on the page, both would take the focus.
  const phone = useIsPhone();
  const Icon = side === 'left' ? (open ? PanelLeftClose : PanelLeftOpen) : open ? PanelRightClose : PanelRightOpen;
  const button = (
    <IconButton
      label={open ? `Hide the ${label.toLowerCase()}` : `Show the ${label.toLowerCase()}`}
      aria-expanded={open}
      className="size-7! pointer-coarse:size-9!"
      onClick={() => views.setPanel(name, !open)}
    >
      <Icon className="size-4" />
    </IconButton>
  );
  return (
    <aside
      aria-label={label}
      className={cn(
        'relative flex shrink-0 flex-col bg-surface max-md:hidden',
        side === 'left' ? 'border-r border-line' : 'border-l border-line',
        open ? (side === 'left' ? 'w-53 max-lg:w-44' : 'w-80 max-lg:w-72') : 'w-9',
      )}
    >
      {open && !phone && <div className="scroll-quiet min-h-0 flex-1 overflow-y-auto">{children}</div>}
      <div
        className={cn(
          'flex p-1',
          open ? 'border-t border-line' : 'h-full items-end',
          side === 'right' && 'justify-end',
        )}
      >
        {button}
      </div>
    </aside>
  );
}
