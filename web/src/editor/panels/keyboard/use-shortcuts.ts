'use client';
import { useReactFlow, useStoreApi } from '@xyflow/react';
import { useEffect } from 'react';
import { flushSync } from 'react-dom';
import { coarseGrid, grid } from '../../core/graph/snap';
import { documentNow, useEditor } from '../../store/editor-context';
import type { EditorSession } from '../../store/editor-session';
import { focusConnectField, focusOnCanvas, showInspector } from '../focus/focus-on-canvas';
import { focusPlace, isOverlay, isWritten } from '../focus/focus-place';
import { actionOf, type Keymap } from './keymap';

const arrows: Record<string, [x: number, y: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Every key of the editor. Which of them act where is said in `keymap.ts`. */
export function useShortcuts(onRun: () => void): void {
  const session = useEditor();
  const { documents, views } = session;
  const { fitView } = useReactFlow();
  const flow = useStoreApi();

  useEffect(() => {
    const keymap = keymapOf(session, onRun, () => void fitView({ padding: 0.12, maxZoom: 1, duration: 120 }));
    let leftField = false;
    const onFocusIn = ({ target }: FocusEvent) => {
      leftField = target instanceof Element && isWritten(target) && !isOverlay(target);
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const focused = document.activeElement;
      const place = focusPlace(focused, leftField);
      const action =
        event.key === 'Escape'
          ? // An edge that is being drawn is on top; the canvas lets go of it.
            !flow.getState().connection.inProgress && escapeFrom(focused) && keymap.escape
          : actionOf(event, place, keymap, views.getState().singleKeys);
      if (!action) return;
      if (event.key === 'Escape' && (place === 'field' || place === 'overlay')) {
        // The field's own way to take back what was typed comes first.
        setTimeout(action);
        return;
      }
      event.preventDefault();
      event.stopPropagation();
      action();
    };
    const onKeyUp = (event: KeyboardEvent) => {
      if (event.key in arrows) documents.seal();
    };
    window.addEventListener('focusin', onFocusIn);
    // Before React Flow, whose own arrow keys would move nodes past the undo stack.
    window.addEventListener('keydown', onKeyDown, true);
    window.addEventListener('keyup', onKeyUp);
    return () => {
      window.removeEventListener('focusin', onFocusIn);
      window.removeEventListener('keydown', onKeyDown, true);
      window.removeEventListener('keyup', onKeyUp);
    };
  }, [session, documents, views, fitView, flow, onRun]);
}

/** True where Escape is not needed for what is on top: a menu, a dialog, a search that is not empty, a field's own draft. */
function escapeFrom(focused: Element | null): boolean {
  if (!focused || !isWritten(focused)) return !focused || !isOverlay(focused);
  if (isOverlay(focused) || !focused.closest('aside')) return false;
  return !(focused instanceof HTMLInputElement && focused.type === 'search' && focused.value !== '');
}

function keymapOf(session: EditorSession, onRun: () => void, fit: () => void): Keymap {
  const { commands, documents, views, autosave } = session;
  const selected = (): string | null => {
    const [only, ...others] = views.getState().selection;
    return only !== undefined && others.length === 0 ? only : null;
  };
  const inInspector = (then: (nodeId: string) => void) => {
    const id = selected();
    if (id === null) return;
    flushSync(() => showInspector(views));
    then(id);
  };
  return {
    everywhere: {
      k: () => views.openDialog(views.getState().dialog === 'commands' ? null : 'commands'),
      s: () => void autosave.flush(),
      enter: onRun,
    },
    notWriting: {
      z: documents.undo,
      y: documents.redo,
      'shift+z': documents.redo,
      a: commands.selectAll,
      d: commands.duplicateSelection,
    },
    anyControl: {
      // At once, so that the next letter is typed there.
      '/': () => {
        flushSync(() => views.setPanel('palette', true));
        document.querySelector<HTMLElement>('[data-palette-search]')?.focus();
      },
      '?': () => views.openDialog('shortcuts'),
    },
    onCanvas: {
      '1': fit,
      t: commands.tidy,
      n: commands.addNote,
      c: () => inInspector(focusConnectField),
      delete: commands.removeSelection,
      backspace: commands.removeSelection,
    },
    /** Enter on what is selected already opens it; React Flow selects what is not. */
    enter: () => {
      const id = selected();
      if (id === null || document.activeElement?.getAttribute('data-id') !== id) return null;
      if (documentNow(session).view.notes.some((note) => note.id === id)) return () => views.writeNote(id);
      return () => inInspector((nodeId) => views.focusField({ nodeId, field: null }));
    },
    arrow: (key, far) => {
      const way = arrows[key];
      if (!way || views.getState().selection.size === 0) return null;
      const step = far ? coarseGrid : grid;
      return () => commands.nudge({ x: way[0] * step, y: way[1] * step });
    },
    escape: () => {
      const { quickAdd } = views.getState();
      if (quickAdd) views.openQuickAdd(null);
      else views.select([]);
      if (document.activeElement && isWritten(document.activeElement)) focusOnCanvas();
    },
  };
}
