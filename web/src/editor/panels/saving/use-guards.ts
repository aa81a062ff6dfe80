'use client';
import { useEffect } from 'react';
import { useEditor } from '../../store/editor-context';

/** Nothing unsaved is left behind: asks before the page closes, saves when it is hidden or seen again, and when online. */
export function useGuards(): void {
  const { autosave, problems } = useEditor();
  useEffect(() => {
    const onLeave = (event: BeforeUnloadEvent) => {
      if (autosave.wouldLoseWork) event.preventDefault();
    };
    const onShowOrHide = () => {
      // Hidden: it may be closed next. Seen again: somebody may have signed in elsewhere meanwhile.
      if (autosave.isDirty) void autosave.flush();
      if (document.visibilityState === 'visible') problems.retryNow();
    };
    const onOnline = () => {
      autosave.retryNow();
      problems.retryNow();
    };
    window.addEventListener('beforeunload', onLeave);
    window.addEventListener('online', onOnline);
    window.addEventListener('focus', onOnline);
    document.addEventListener('visibilitychange', onShowOrHide);
    return () => {
      window.removeEventListener('beforeunload', onLeave);
      window.removeEventListener('online', onOnline);
      window.removeEventListener('focus', onOnline);
      document.removeEventListener('visibilitychange', onShowOrHide);
    };
  }, [autosave, problems]);
}
