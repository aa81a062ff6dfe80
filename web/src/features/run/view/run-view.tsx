'use client';
import { isFinal, type NodeTypeManifest } from '@muster/schema';
import { ChevronDown, ChevronUp } from 'lucide-react';
import { useEffect, useState } from 'react';
import { cn, Dialog, IconButton, Panel, stateWords, toState, useIsPhone, usePanel } from '../../../ui';
import { Drawer } from '../drawer/drawer';
import type { DrawerTab } from '../drawer/opening-tab';
import { FailureReport } from '../failure/failure-report';
import { Inspector } from '../inspector/inspector';
import { InspectorSheet } from '../inspector/inspector-sheet';
import { RunAnnouncer } from '../live/run-announcer';
import { RunActions } from './run-actions';
import { RunCanvas } from './run-canvas';
import { editorPath, type RunWithGraphs } from './run-graphs';
import { RunHistory } from './run-history';
import { RunTopBar } from './run-top-bar';
import { RunTrouble } from './run-trouble';
import { Scrubber } from './scrubber';
import { useRunPage } from './use-run-page';

interface RunViewProps {
  run: RunWithGraphs;
  nodeTypes: readonly unknown[];
}

/** A run on its graph: live, and at any earlier event. Panels open when there is something in them. */
export function RunView({ run, nodeTypes }: RunViewProps) {
  const page = useRunPage(run);
  const { log, live, status, selection, still } = page;
  const phone = useIsPhone();
  const [historySheet, setHistorySheet] = useState(false);
  const [again, setAgain] = useState(false);
  const history = usePanel('run-history', { size: 216, min: 176, max: 400, filled: false });
  const inspector = usePanel('run-inspector', { size: 320, min: 260, max: 640, filled: selection !== null });
  const hasWords = page.tab !== null || page.ownTab !== null;
  const drawer = usePanel('run-drawer', { size: 208, min: 120, max: 720, filled: hasWords });
  const sheet = usePanel('run-sheet', { size: 300, min: 120, max: 640, filled: hasWords || selection !== null });

  // Seen from another tab: how it stands comes first.
  useEffect(() => {
    document.title = `${stateWords[toState(status)]} · ${run.workflow.name} · Muster`;
  }, [status, run.workflow.name]);

  // Without the inspector beside it, the drawer says why the run failed.
  const reasonBeside = phone ? selection !== null : inspector.open && selection !== null;
  const ownTab = status === 'FAILED' && !reasonBeside && page.ownTab === 'timeline' ? 'output' : page.ownTab;
  const tab = page.tab ?? ownTab ?? 'messages';
  const openConversation = (key: string) => {
    page.openConversation(key);
    drawer.setOpen(true);
  };
  const inspectorProps = {
    runId: run.id,
    log,
    still,
    graph: selection?.within ? run.squads.get(selection.within) : run.graph,
    selection,
    onSelect: page.select,
    onOpenConversation: openConversation,
    editorPath: editorPath(run, selection),
    onRunAgain: () => setAgain(true),
  };
  const failedIn = log.error?.nodeId;
  const drawerProps = {
    runId: run.id,
    log,
    raw: page.raw,
    history: page.history,
    onWantHistory: page.wantHistory,
    live,
    still,
    graph: run.graph,
    graphs: page.graphs,
    nameOf: page.nameOf,
    tab,
    onTab: (next: string) => page.setTab(next as DrawerTab),
    conversation: page.conversation,
    onConversation: page.setConversation,
    selectedExecution: selection?.executionKey ?? null,
    onSelectExecution: page.selectExecution,
    onSeek: page.seek,
    failure: log.error && (
      <FailureReport
        error={log.error}
        where={failedIn === undefined ? null : page.nameOf(failedIn)}
        editorPath={editorPath(run, page.failedAt)}
        onRunAgain={() => setAgain(true)}
      />
    ),
  };
  const scrubber = <Scrubber events={page.raw} seq={log.seq} live={live} open={page.open} onSeek={page.seek} />;
  return (
    <div className="flex h-dvh flex-col overflow-hidden">
      <RunTopBar
        run={run}
        page={page}
        panels={phone ? null : { history, drawer, inspector }}
        onHistory={() => setHistorySheet(true)}
      >
        <RunActions
          runId={run.id}
          workflowId={run.workflow.id}
          status={status}
          triggerNodeId={run.triggerNodeId ?? null}
          again={again}
          onAgain={setAgain}
        />
      </RunTopBar>
      <RunTrouble store={page.store} />
      <RunAnnouncer store={page.store} lastSeq={page.lastSeq} nameOf={page.nameOf} />
      <div className="flex min-h-0 flex-1">
        {!phone && (
          <Panel panel={history} side="left" label="Runs of this workflow">
            <RunHistory workflowId={run.workflow.id} runId={run.id} status={status} />
          </Panel>
        )}
        <main className="flex min-w-0 flex-1 flex-col">
          <h1 className="sr-only">A run of {run.workflow.name}</h1>
          <div className={cn('min-h-0 flex-1', !live && 'shadow-[inset_0_0_0_2px_var(--line-2)]')}>
            <RunCanvas
              graph={run.graph}
              squads={run.squads}
              nodeTypes={nodeTypes as readonly NodeTypeManifest[]}
              log={log}
              still={still}
              focusIds={page.focusIds}
              caughtUp={page.caughtUp}
              canFollow={!live || !isFinal(status)}
              selection={selection}
              onSelect={page.select}
            />
          </div>
          {!phone && (
            <Panel panel={drawer} side="bottom" label="What happened" className="max-h-[70%]">
              <Drawer {...drawerProps} />
            </Panel>
          )}
          {phone && !sheet.open && (
            <div className="flex justify-end border-t border-line bg-surface">
              <SheetButton open={false} onClick={() => sheet.setOpen(true)} />
            </div>
          )}
          {phone && (
            <Panel panel={sheet} side="bottom" label="What happened" className="max-h-[70%]">
              {selection ? (
                <InspectorSheet {...inspectorProps} onClose={() => page.select(null)} />
              ) : (
                <>
                  <Drawer {...drawerProps} aside={<SheetButton open onClick={() => sheet.setOpen(false)} />} />
                  {(tab === 'events' || tab === 'timeline') && scrubber}
                </>
              )}
            </Panel>
          )}
        </main>
        {!phone && (
          <Panel panel={inspector} side="right" label="Inspector">
            <Inspector {...inspectorProps} />
          </Panel>
        )}
      </div>
      {!phone && scrubber}
      <Dialog open={historySheet} onOpenChange={setHistorySheet} title="Runs of this workflow" place="side">
        <div className="-mx-5">
          <RunHistory workflowId={run.workflow.id} runId={run.id} status={status} />
        </div>
      </Dialog>
    </div>
  );
}

/** Opens and closes the sheet below the graph on a phone. */
function SheetButton({ open, onClick }: { open: boolean; onClick: () => void }) {
  return (
    <IconButton label={open ? 'Hide what happened' : 'Show what happened'} aria-expanded={open} onClick={onClick}>
      {open ? <ChevronDown className="size-4" /> : <ChevronUp className="size-4" />}
    </IconButton>
  );
}
