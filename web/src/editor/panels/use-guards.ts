'use client';
import { useEffect } from 'react';
import { useEditor } from '../store/editor-context';

/** Nothing unsaved is left behind: asks before the page closes, saves when it is hidden or seen again, tries again when online. */
export function useGuards(): void {
  const { autosave } = useEditor();
  useEffect(() => {
    const onLeave = (event: BeforeUnloadEvent) => {
      if (autosave.isDirty) event.preventDefault();
    };
    const onShowOrHide = () => {
      // Hidden: it may be closed next. Seen again: somebody may have signed in elsewhere meanwhile.
      if (autosave.isDirty) void autosave.flush();
    };
    const onOnline = () => autosave.retryNow();
    window.addEventListener('beforeunload', onLeave);
    window.addEventListener('online', onOnline);
    document.addEventListener('visibilitychange', onShowOrHide);
    return () => {
      window.removeEventListener('beforeunload', onLeave);
      window.removeEventListener('online', onOnline);
      document.removeEventListener('visibilitychange', onShowOrHide);
    };
  }, [autosave]);
}
