'use client';
import './panels.css';
import Link from 'next/link';
import { type ReactNode, useEffect, useState } from 'react';
import { signInPath } from '../../../features/auth/paths';
import { TopBar } from '../../../features/frame/top-bar';
import { Button } from '../../../ui/button';
import { EmptyState } from '../../../ui/empty-state';
import { ErrorState } from '../../../ui/error-state';
import { Skeleton } from '../../../ui/skeleton';
import { browserLayout } from '../../canvas/placing/browser-layout';
import { type EditorApi, type LoadedWorkflow, RequestFailure } from '../../store/editor-api';
import { type EditorSession, prepareSession } from '../../store/editor-session';
import { createEditorApi } from '../../store/graphql-editor-api';
import { UnreadableDraft } from '../saving/unreadable-draft';
import { EditorFrame } from './editor-frame';

type Loading =
  | { state: 'loading' }
  | { state: 'open'; session: EditorSession }
  | { state: 'missing' }
  | { state: 'unreadable'; api: EditorApi; workflow: LoadedWorkflow; reason: 'newer' | 'unreadable'; message: string }
  | { state: 'failed'; message: string };

/** Opens a workflow in the editor. */
export function EditorScreen({ workflowId }: { workflowId: string }) {
  const [loading, setLoading] = useState<Loading>({ state: 'loading' });
  const [tries, setTries] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `tries` asks again
  useEffect(() => {
    let gone = false;
    let session: EditorSession | null = null;
    setLoading({ state: 'loading' });
    void findWorkflow(workflowId).then((found) => {
      if (gone) return;
      const next = found.state === 'found' ? found.open() : found;
      if (next.state === 'open') session = next.session;
      setLoading(next);
    });
    return () => {
      gone = true;
      const open = session;
      // What is not saved yet is sent before the stores are put away.
      if (open) void open.autosave.flush().finally(() => open.stop());
    };
  }, [workflowId, tries]);

  if (loading.state === 'open') return <EditorFrame session={loading.session} />;
  return (
    <div className="flex h-dvh flex-col">
      <TopBar crumbs={[{ label: 'Workflow' }]} />
      <main className="grid min-h-0 flex-1 place-items-center overflow-y-auto p-6 max-sm:p-4">
        {quietScreen(loading, () => setTries(tries + 1))}
      </main>
    </div>
  );
}

type Found = Exclude<Loading, { state: 'open' }> | { state: 'found'; open: () => Loading };

async function findWorkflow(workflowId: string): Promise<Found> {
  const api = createEditorApi();
  try {
    const { workflow, nodeTypes } = await api.load(workflowId);
    if (!workflow) return { state: 'missing' };
    const storage = window.sessionStorage;
    const prepared = await prepareSession({ api, workflow, nodeTypes, storage, layout: browserLayout });
    const open = (): Loading => {
      const opened = prepared();
      if (opened.ok) return { state: 'open', session: opened.session };
      return { state: 'unreadable', api, workflow, reason: opened.reason, message: opened.message };
    };
    return { state: 'found', open };
  } catch (error) {
    if (error instanceof RequestFailure && error.signedOut) {
      window.location.assign(signInPath(`/workflows/${workflowId}${window.location.search}`));
      return { state: 'loading' };
    }
    return { state: 'failed', message: error instanceof Error ? error.message : 'The server did not answer.' };
  }
}

function quietScreen(loading: Loading, retry: () => void): ReactNode {
  const home = (
    <Button asChild look="primary">
      <Link href="/">All workflows</Link>
    </Button>
  );
  if (loading.state === 'loading') {
    return (
      <div role="status" className="flex w-full max-w-180 items-center gap-10">
        <span className="sr-only">Opening the workflow</span>
        <Skeleton className="h-24 flex-1" />
        <Skeleton className="h-24 flex-1" />
        <Skeleton className="h-24 flex-1" />
      </div>
    );
  }
  if (loading.state === 'missing') {
    return (
      <EmptyState title="This workflow is not here" action={home}>
        It was deleted, or it belongs to another workspace.
      </EmptyState>
    );
  }
  if (loading.state === 'unreadable') {
    return (
      <UnreadableDraft
        api={loading.api}
        workflow={loading.workflow}
        reason={loading.reason}
        message={loading.message}
        onRestored={retry}
      />
    );
  }
  return (
    <ErrorState title="The workflow did not open" onRetry={retry}>
      {'message' in loading ? loading.message : ''}
    </ErrorState>
  );
}
