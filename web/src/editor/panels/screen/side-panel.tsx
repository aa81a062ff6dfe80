'use client';
import { PanelLeftClose, PanelLeftOpen, PanelRightClose, PanelRightOpen } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from '../../../ui/cn';
import { IconButton } from '../../../ui/icon-button';
import { choiceOf } from '../../../ui/panel';
import { useIsPhone } from '../../../ui/use-media';
import { useEditor, useView } from '../../store/editor-context';

interface SidePanelProps {
  name: 'palette' | 'inspector';
  side: 'left' | 'right';
  label: string;
  children: ReactNode;
}

/**
 * A panel beside the canvas; open while there is something in it, unless a person chose otherwise, which is remembered.
 * On a phone it is a sheet instead (`PhoneBar`).
 */
export function SidePanel({ name, side, label, children }: SidePanelProps) {
  const { views } = useEditor();
  // A phone has the same in a sheet; twice on the page, both would take the focus.
  const phone = useIsPhone();
  // The inspector has something in it while something is selected; the palette always has.
  const filled = useView((view) => name === 'palette' || view.selection.size > 0);
  const open = useView((view) => view.panels[name]) ?? filled;
  const setOpen = (next: boolean) =>
    name === 'inspector' ? views.setPanel(name, choiceOf(next, filled)) : views.setPanel(name, next);
  const Icon = side === 'left' ? (open ? PanelLeftClose : PanelLeftOpen) : open ? PanelRightClose : PanelRightOpen;
  const button = (
    <IconButton
      label={open ? `Hide the ${label.toLowerCase()}` : `Show the ${label.toLowerCase()}`}
      aria-expanded={open}
      className="size-7! pointer-coarse:size-9!"
      onClick={() => setOpen(!open)}
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
        open ? (side === 'left' ? 'w-44' : 'w-80 max-xl:w-72') : 'w-9',
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
