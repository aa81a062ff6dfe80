'use client';
import { ReactFlowProvider, useReactFlow } from '@xyflow/react';
import { useRouter } from 'next/navigation';
import { useCallback, useEffect } from 'react';
import { RunDialog } from '../../../features/run/start/run-dialog';
import { toast } from '../../../ui/toast';
import { EditorProvider, useEditor, useView, useWorkflow } from '../../store/editor-context';
import type { EditorSession } from '../../store/editor-session';
import { Palette } from '../adding/palette';
import { QuickAdd } from '../adding/quick-add';
import { Inspector } from '../inspector/inspector';
import { CommandMenu } from '../keyboard/command-menu';
import { ShortcutsDialog } from '../keyboard/shortcuts-dialog';
import { useClipboard } from '../keyboard/use-clipboard';
import { useShortcuts } from '../keyboard/use-shortcuts';
import { EditorCanvas } from '../on-canvas/editor-canvas';
import { ProblemsPanel } from '../problems/problems-panel';
import { PublishDialog } from '../publishing/publish-dialog';
import { RunChoice } from '../publishing/run-choice';
import { VersionsDialog } from '../publishing/versions-dialog';
import { ConflictDialog } from '../saving/conflict-dialog';
import { useGuards } from '../saving/use-guards';
import { EditorTopBar } from './editor-top-bar';
import { PhoneBar } from './phone-bar';
import { SidePanel } from './side-panel';
import { useOpenAt } from './use-open-at';
import { useRun } from './use-run';

/** One open workflow: the bar on top, palette, canvas, inspector, problems, and what opens over them. */
export function EditorFrame({ session }: { session: EditorSession }) {
  return (
    <EditorProvider session={session}>
      <ReactFlowProvider>
        <Frame />
      </ReactFlowProvider>
    </EditorProvider>
  );
}

function Frame() {
  const { notices } = useEditor();
  const problemsOpen = useView((view) => view.panels.problems);
  const announcement = useView((view) => view.announcement);
  const { fitView } = useReactFlow();
  const onRun = useRun();
  const onShow = useCallback(
    (ids: readonly string[]) => {
      if (ids.length > 0) void fitView({ nodes: ids.map((id) => ({ id })), padding: 0.6, maxZoom: 1, duration: 120 });
    },
    [fitView],
  );
  useShortcuts(onRun);
  useClipboard();
  useGuards();
  useOpenAt(onShow);
  useEffect(() => {
    for (const notice of notices.splice(0)) toast(notice);
  }, [notices]);

  return (
    <div className="flex h-dvh flex-col overflow-hidden">
      <EditorTopBar onRun={onRun} />
      <div className="flex min-h-0 flex-1">
        <SidePanel name="palette" side="left" label="Palette">
          <Palette />
        </SidePanel>
        <main className="flex min-w-0 flex-1 flex-col">
          <Heading />
          <div className="relative min-h-0 flex-1">
            <EditorCanvas />
          </div>
          {problemsOpen && <ProblemsPanel onShow={onShow} />}
          <PhoneBar />
        </main>
        <SidePanel name="inspector" side="right" label="Inspector">
          <Inspector />
        </SidePanel>
      </div>
      <p className="sr-only" role="status" aria-live="polite">
        {announcement}
      </p>
      <QuickAdd />
      <OpenDialog onRun={onRun} onShow={onShow} />
      <ConflictDialog />
    </div>
  );
}

function Heading() {
  const name = useWorkflow((state) => state.name);
  useEffect(() => {
    document.title = `${name} · Muster`;
  }, [name]);
  return <h1 className="sr-only">{name}</h1>;
}

function OpenDialog({ onRun, onShow }: { onRun: () => void; onShow: (ids: readonly string[]) => void }) {
  const { views, workflowId } = useEditor();
  const dialog = useView((view) => view.dialog);
  const router = useRouter();
  const onStarted = useCallback((runId: string) => router.push(`/runs/${runId}`), [router]);
  if (dialog === 'publish') return <PublishDialog onRun={onRun} />;
  if (dialog === 'versions') return <VersionsDialog />;
  if (dialog === 'commands') return <CommandMenu onRun={onRun} onShow={onShow} />;
  if (dialog === 'run-choice') return <RunChoice />;
  if (dialog === 'run') {
    return <RunDialog workflowId={workflowId} open onOpenChange={() => views.openDialog(null)} onStarted={onStarted} />;
  }
  if (dialog === 'shortcuts') return <ShortcutsDialog />;
  return null;
}
