'use client';
import { cn } from '../../ui/cn';
import type { SaveState as State } from '../store/autosave';
import { useEditor, useSync } from '../store/editor-context';

const words: Record<State, string> = {
  saved: 'saved',
  unsaved: 'not saved yet',
  saving: 'saving',
  offline: 'not saved, trying again',
  refused: 'not saved',
  conflict: 'changed elsewhere',
};

/** "draft 14 · saved". */
export function SaveStateWords() {
  const { autosave, views } = useEditor();
  const state = useSync((sync) => sync.state);
  const revision = useSync((sync) => sync.revision);
  const message = useSync((sync) => sync.message);
  const trouble = state === 'offline' || state === 'conflict';
  return (
    <span
      role="status"
      data-testid="save-state"
      data-state={state}
      title={message || undefined}
      className={cn('machine', trouble ? 'text-waiting' : state === 'refused' ? 'text-failed' : 'text-ink-3')}
    >
      draft {revision} · {words[state]}
      {state === 'offline' && (
        <button type="button" className="ml-2 underline underline-offset-2" onClick={() => autosave.retryNow()}>
          now
        </button>
      )}
      {state === 'conflict' && (
        <button type="button" className="ml-2 underline underline-offset-2" onClick={() => views.decide('now')}>
          decide
        </button>
      )}
      {state === 'refused' && message && <span>: {message}</span>}
    </span>
  );
}
