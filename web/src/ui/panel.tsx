'use client';
import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from 'react';
import { cn } from './cn';

interface PanelMemory {
  size: number;
  /** What a person chose against what the panel would do by itself; null when they left it alone. */
  choice: boolean | null;
}

function recall(id: string, size: number): PanelMemory {
  try {
    const text = localStorage.getItem(`muster-panel:${id}`);
    const kept = text === null ? null : (JSON.parse(text) as Partial<PanelMemory>);
    return {
      size: typeof kept?.size === 'number' ? kept.size : size,
      choice: typeof kept?.choice === 'boolean' ? kept.choice : null,
    };
  } catch {
    return { size, choice: null };
  }
}

function keep(id: string, memory: PanelMemory): void {
  try {
    localStorage.setItem(`muster-panel:${id}`, JSON.stringify(memory));
  } catch {
    // Not remembered, then.
  }
}

interface PanelSettings {
  /** Pixels, at first. */
  size: number;
  min: number;
  max: number;
  /** Whether there is something in it: then it opens by itself. */
  filled: boolean;
}

/**
 * Size and openness of a panel. It is open while there is something in it, unless a person opened or closed it by hand:
 * that is remembered in this browser under `id`. For parts that are not drawn on the server.
 */
export function usePanel(id: string, { size, min, max, filled }: PanelSettings) {
  const [memory, setMemory] = useState(() => recall(id, size));
  const change = (part: Partial<PanelMemory>) =>
    setMemory((before) => {
      const next = { ...before, ...part };
      const sized = { ...next, size: Math.round(Math.min(max, Math.max(min, next.size))) };
      keep(id, sized);
      return sized;
    });
  const open = memory.choice ?? filled;
  const setOpen = (next: boolean) => change({ choice: choiceOf(next, filled) });
  return {
    size: memory.size,
    open,
    min,
    max,
    resize: (next: number) => change({ size: next }),
    setOpen,
    toggle: () => setOpen(!open),
  };
}
export type PanelHandle = ReturnType<typeof usePanel>;

/** What to remember of a person who opens or closes a panel: nothing when it would stand so by itself. */
export const choiceOf = (open: boolean, filled: boolean): boolean | null => (open === filled ? null : open);

const step = 16;

interface PanelProps {
  panel: PanelHandle;
  /** Where it stands: its handle is on the opposite edge. */
  side: 'left' | 'right' | 'bottom';
  label: string;
  className?: string;
  children: ReactNode;
}

/** A panel at the edge of the page that can be made larger by dragging its inner edge, or with the arrow keys on it. */
export function Panel({ panel, side, label, className, children }: PanelProps) {
  const start = useRef<{ at: number; size: number } | null>(null);
  const upright = side !== 'bottom';
  const grows = side === 'left' ? 1 : -1;
  const at = (event: PointerEvent) => (upright ? event.clientX : event.clientY);

  const onKeyDown = (event: KeyboardEvent) => {
    const [less, more] = upright ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown'];
    const direction = event.key === more ? 1 : event.key === less ? -1 : 0;
    if (direction === 0) return;
    event.preventDefault();
    panel.resize(panel.size + direction * grows * step);
  };
  if (!panel.open) return null;
  return (
    <section
      aria-label={label}
      style={upright ? { width: panel.size } : { height: panel.size }}
      className={cn(
        'relative flex min-h-0 min-w-0 shrink-0 flex-col bg-surface',
        { left: 'border-r', right: 'border-l', bottom: 'border-t' }[side],
        className,
      )}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: an hr cannot be dragged; this is the ARIA window splitter. */}
      <div
        role="separator"
        tabIndex={0}
        aria-label={`Size of ${label.toLowerCase()}`}
        aria-orientation={upright ? 'vertical' : 'horizontal'}
        aria-valuenow={panel.size}
        aria-valuemin={panel.min}
        aria-valuemax={panel.max}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          start.current = { at: at(event), size: panel.size };
        }}
        onPointerMove={(event) => {
          if (start.current) panel.resize(start.current.size + (at(event) - start.current.at) * grows);
        }}
        onPointerUp={() => {
          start.current = null;
        }}
        className={cn(
          'absolute z-10 touch-none transition-colors hover:bg-line-2 active:bg-ink-3',
          upright ? 'inset-y-0 w-1.5 cursor-col-resize' : 'inset-x-0 h-1.5 cursor-row-resize',
          { left: '-right-[3px]', right: '-left-[3px]', bottom: '-top-[3px]' }[side],
        )}
      />
      {children}
    </section>
  );
}
