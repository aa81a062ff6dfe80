'use client';
import { useCallback } from 'react';
import { useEditor } from '../../store/editor-context';

/**
 * What Run does: without a published version it offers to publish; when the draft is not what is live it asks which of
 * the two is meant; else it asks for the input.
 */
export function useRun(): () => void {
  const { autosave, problems, views, workflow } = useEditor();
  return useCallback(() => {
    void autosave.flush();
    const { live } = workflow.getState();
    if (live === null) return views.openDialog('publish');
    const choose = () => views.openDialog(problems.store.getState().hash === live.hash ? 'run' : 'run-choice');
    const { state } = problems.store.getState();
    if (state === 'fresh') choose();
    else void problems.check().then(choose);
  }, [autosave, problems, views, workflow]);
}
