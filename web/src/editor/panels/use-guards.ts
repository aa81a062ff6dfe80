'use client';
import { useEffect } from 'react';
import { useEditor } from '../store/editor-context';

/** Nothing unsaved is left behind: asks before the page closes, saves when it is hidden, tries again when online. */
export function useGuards(): void {
  const { autosave } = useEditor();
  useEffect(() => {
    const onLeave = (event: BeforeUnloadEvent) => {
      if (autosave.isDirty) event.preventDefault();
    };
    const onHide = () => {
      if (document.visibilityState === 'hidden' && autosave.isDirty) void autosave.flush();
    };
    const onOnline = () => autosave.retryNow();
    window.addEventListener('beforeunload', onLeave);
    window.addEventListener('online', onOnline);
    document.addEventListener('visibilitychange', onHide);
    return () => {
      window.removeEventListener('beforeunload', onLeave);
      window.removeEventListener('online', onOnline);
      document.removeEventListener('visibilitychange', onHide);
    };
  }, [autosave]);
}
