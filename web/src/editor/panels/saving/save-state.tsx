'use client';
import { cn } from '../../../ui/cn';
import type { SaveState as State } from '../../store/autosave';
import { useSync } from '../../store/editor-context';

const words: Record<State, string> = {
  saved: 'saved',
  unsaved: 'unsaved changes',
  saving: 'saving',
  offline: 'not saved',
  'signed-out': 'not saved',
  refused: 'not saved',
  conflict: 'changed elsewhere',
};

const troubled: ReadonlySet<State> = new Set(['offline', 'signed-out', 'conflict']);

/** "draft 14 · saved". Why it is not saved, and what to do, stands under the bar. */
export function SaveStateWords() {
  const state = useSync((sync) => sync.state);
  const revision = useSync((sync) => sync.revision);
  const message = useSync((sync) => sync.message);
  return (
    <span
      role="status"
      data-testid="save-state"
      data-state={state}
      title={message || undefined}
      className={cn(
        'machine whitespace-nowrap',
        troubled.has(state) ? 'text-waiting' : state === 'refused' ? 'text-failed' : 'text-ink-3',
      )}
    >
      draft {revision} · {words[state]}
    </span>
  );
}
