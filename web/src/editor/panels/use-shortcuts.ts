'use client';
import { useReactFlow } from '@xyflow/react';
import { useEffect } from 'react';
import { coarseGrid, grid } from '../core/snap';
import { useEditor } from '../store/editor-context';
import { isTyping } from './keys';

const arrows: Record<string, [x: number, y: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Every key of the editor. Keys that somebody types with are left alone. */
export function useShortcuts(onRun: () => void): void {
  const { commands, documents, views, autosave } = useEditor();
  const { fitView } = useReactFlow();

  useEffect(() => {
    const withMod: Record<string, () => void> = {
      k: () => views.openDialog(views.getState().dialog === 'commands' ? null : 'commands'),
      s: () => void autosave.flush(),
      enter: onRun,
    };
    const withModOnCanvas: Record<string, () => void> = {
      z: documents.undo,
      y: documents.redo,
      'shift+z': documents.redo,
      a: commands.selectAll,
      d: commands.duplicateSelection,
    };
    const plain: Record<string, () => void> = {
      '/': () => {
        views.setPanel('palette', true);
        requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-palette-search]')?.focus());
      },
      '?': () => views.openDialog('shortcuts'),
      delete: commands.removeSelection,
      backspace: commands.removeSelection,
      escape: () => {
        views.openQuickAdd(null);
        views.select([]);
      },
      '1': () => void fitView({ padding: 0.12, maxZoom: 1, duration: 120 }),
      t: commands.tidy,
      n: () => commands.addNote(),
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const key = event.key.toLowerCase();
      const mod = event.ctrlKey || event.metaKey;
      // A dialog has its own: Run in the run dialog, Publish in the publish dialog.
      if (key === 'enter' && (event.target as Element).closest?.('[role="dialog"]')) return;
      const typing = isTyping(event.target);
      let action = mod ? withMod[key] : undefined;
      if (!action && !typing) {
        // Escape closes the dialog that is open, wherever the focus is.
        if (!mod && document.querySelector('[role="dialog"]')) return;
        action = mod ? withModOnCanvas[event.shiftKey ? `shift+${key}` : key] : event.altKey ? undefined : plain[key];
        const arrow = mod || event.altKey ? undefined : arrows[event.key];
        if (arrow && views.getState().selection.size > 0) {
          const step = event.shiftKey ? coarseGrid : grid;
          action = () => commands.nudge({ x: arrow[0] * step, y: arrow[1] * step });
        }
      }
      if (!action) return;
      event.preventDefault();
      event.stopPropagation();
      action();
    };
    const onKeyUp = (event: KeyboardEvent) => {
      if (event.key in arrows) documents.seal();
    };
    // Before React Flow, whose own arrow keys would move nodes past the undo stack.
    window.addEventListener('keydown', onKeyDown, true);
    window.addEventListener('keyup', onKeyUp);
    return () => {
      window.removeEventListener('keydown', onKeyDown, true);
      window.removeEventListener('keyup', onKeyUp);
    };
  }, [commands, documents, views, autosave, fitView, onRun]);
}
