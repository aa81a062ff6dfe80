'use client';
import { Ellipsis, Play, Redo2, Undo2 } from 'lucide-react';
import { TopBar } from '../../../features/frame/top-bar';
import { Badge } from '../../../ui/badge';
import { Button } from '../../../ui/button';
import { cn } from '../../../ui/cn';
import { IconButton } from '../../../ui/icon-button';
import { Kbd } from '../../../ui/kbd';
import { Menu, MenuItem, MenuSeparator } from '../../../ui/menu';
import { modKey } from '../../../ui/mod-key';
import { useIsPhone } from '../../../ui/use-media';
import { countWords } from '../../core/knowledge/diagnostics';
import { useDocument, useEditor, useProblems, useView, useWorkflow } from '../../store/editor-context';
import { SaveStateWords } from '../saving/save-state';
import { NameEdit } from './name-edit';
import { useEditorNotices } from './use-editor-notices';

/** Where am I, is it saved, what is wrong; find, publish, run. */
export function EditorTopBar({ onRun }: { onRun: () => void }) {
  const { views } = useEditor();
  const kind = useDocument(({ document }) => document.kind);
  const mod = modKey();
  return (
    <TopBar
      crumbs={[{ label: kind === 'squad' ? 'Squads' : 'Pipelines', href: `/?kind=${kind}` }, { label: <NameEdit /> }]}
      status={useIsPhone() ? null : <SaveStateWords />}
      notices={useEditorNotices()}
    >
      <UndoRedo />
      <ProblemCount />
      <LiveVersion />
      <Button className="max-xl:hidden" onClick={() => views.openDialog('commands')}>
        Search or jump to… <Kbd>{mod}K</Kbd>
      </Button>
      <Button data-testid="publish" className="max-sm:hidden" onClick={() => views.openDialog('publish')}>
        Publish
      </Button>
      <Button data-testid="run" look="primary" onClick={onRun} aria-keyshortcuts="Control+Enter Meta+Enter">
        <Play className="size-3.5 sm:hidden" aria-hidden="true" />
        Run <Kbd className="max-xl:hidden">{mod}↵</Kbd>
      </Button>
      <MoreMenu />
    </TopBar>
  );
}

function UndoRedo() {
  const { documents } = useEditor();
  const past = useDocument(({ history }) => history.past.at(-1)?.label ?? '');
  const future = useDocument(({ history }) => history.future[0]?.label ?? '');
  const mod = modKey();
  return (
    <div className="flex max-md:hidden">
      <IconButton
        label={past ? `Undo: ${past}` : 'Nothing to undo'}
        keys={`${mod}Z`}
        disabled={!past}
        onClick={documents.undo}
      >
        <Undo2 className="size-4" />
      </IconButton>
      <IconButton
        label={future ? `Redo: ${future}` : 'Nothing to redo'}
        keys={`${mod}⇧Z`}
        disabled={!future}
        onClick={documents.redo}
      >
        <Redo2 className="size-4" />
      </IconButton>
    </div>
  );
}

function ProblemCount() {
  const { views } = useEditor();
  const words = useProblems(({ diagnostics }) => countWords(diagnostics));
  const failed = useProblems(({ diagnostics }) => diagnostics.errors > 0);
  const state = useProblems((problems) => problems.state);
  const open = useView((view) => view.panels.problems);
  return (
    <button
      type="button"
      data-testid="problem-count"
      aria-expanded={open}
      className={cn(
        'machine rounded-item px-1.5 py-1 hover:bg-sunken',
        !words && 'max-sm:hidden',
        state === 'unknown' ? 'text-waiting' : failed ? 'text-failed' : words ? 'text-waiting' : 'text-ink-3',
      )}
      onClick={() => views.setPanel('problems', !open)}
    >
      {state === 'unknown' ? 'checking paused' : state === 'checking' ? 'checking' : words || 'no problems'}
    </button>
  );
}

function LiveVersion() {
  const live = useWorkflow((state) => state.live?.number ?? null);
  const liveHash = useWorkflow((state) => state.live?.hash ?? null);
  const hash = useProblems((problems) => (problems.state === 'fresh' ? problems.hash : liveHash));
  const words = live === null ? 'not published' : hash === liveHash ? `v${live} live` : `v${live} live, draft differs`;
  return <Badge className="max-lg:hidden">{words}</Badge>;
}

function MoreMenu() {
  const { commands, views } = useEditor();
  return (
    <Menu
      label="More"
      trigger={
        <button
          type="button"
          aria-label="More"
          className="inline-flex size-8 shrink-0 items-center justify-center rounded-control text-ink-2 hover:bg-sunken hover:text-ink pointer-coarse:size-10"
        >
          <Ellipsis className="size-4" aria-hidden="true" />
        </button>
      }
    >
      <MenuItem onSelect={() => views.openDialog('publish')}>Publish</MenuItem>
      <MenuItem onSelect={() => views.openDialog('versions')}>Versions</MenuItem>
      <MenuItem onSelect={() => commands.tidy()}>Tidy the canvas</MenuItem>
      <MenuSeparator />
      <MenuItem onSelect={() => views.openDialog('commands')}>Search or jump to…</MenuItem>
      <MenuItem onSelect={() => views.openDialog('shortcuts')}>Keyboard shortcuts</MenuItem>
    </Menu>
  );
}
