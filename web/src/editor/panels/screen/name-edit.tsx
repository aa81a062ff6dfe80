'use client';
import { useEffect, useRef, useState } from 'react';
import { toast } from '../../../ui/toast';
import { useEditor, useWorkflow } from '../../store/editor-context';

/** The workflow's name, to be changed where it stands. */
export function NameEdit() {
  const { api, workflow, workflowId } = useEditor();
  const name = useWorkflow((state) => state.name);
  const [draft, setDraft] = useState(name);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => setDraft(name), [name]);
  const commit = async () => {
    const wanted = draft.trim();
    if (wanted === '' || wanted === name) return setDraft(name);
    workflow.setState({ name: wanted });
    const result = await api.rename(workflowId, wanted);
    if (result.outcome === 'renamed') return workflow.setState({ name: result.name });
    workflow.setState({ name });
    toast('The name was not changed', { detail: result.message, tone: 'failed' });
  };
  return (
    <span className="relative inline-grid max-w-full min-w-0 items-center">
      <span
        aria-hidden="true"
        className="invisible col-start-1 row-start-1 truncate border border-transparent px-1 pr-1.5 font-semibold whitespace-pre"
      >
        {draft || ' '}
      </span>
      <input
        ref={input}
        value={draft}
        aria-label="Name of the workflow"
        maxLength={120}
        size={1}
        className="col-start-1 row-start-1 w-full min-w-0 rounded-item border border-transparent bg-transparent px-1 font-semibold text-ink hover:border-line-2 focus:border-ink focus:outline-none"
        onChange={(event) => setDraft(event.target.value)}
        onBlur={() => void commit()}
        onKeyDown={(event) => {
          if (event.key === 'Enter') input.current?.blur();
          if (event.key === 'Escape') setDraft(name);
        }}
      />
    </span>
  );
}
