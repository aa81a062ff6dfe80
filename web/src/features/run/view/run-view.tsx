'use client';
import { isFinal, type NodeTypeManifest } from '@muster/schema';
import { History, PanelBottom, PanelRight } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { shortId } from '../../../format';
import { cn, Dialog, IconButton, Panel, StateBadge, stateWords, toState, useIsPhone, usePanel } from '../../../ui';
import { TopBar } from '../../frame/top-bar';
import { Drawer } from '../drawer/drawer';
import { Inspector } from '../inspector/inspector';
import { InspectorSheet } from '../inspector/inspector-sheet';
import { RunActions } from './run-actions';
import { RunCanvas } from './run-canvas';
import type { RunWithGraphs } from './run-graphs';
import { RunHistory } from './run-history';
import { RunTrouble } from './run-trouble';
import { Scrubber } from './scrubber';
import { type Selection, selectionOf } from './selection';
import { useRun, useRunClock, useRunStore } from './use-run';

interface RunViewProps {
  run: RunWithGraphs;
  nodeTypes: readonly unknown[];
}

/** A run on its graph: live, and at any earlier event. */
export function RunView({ run, nodeTypes }: RunViewProps) {
  const store = useRunStore(run.id);
  const log = useRun(store, (state) => state.shown);
  const raw = useRun(store, (state) => state.raw);
  const live = useRun(store, (state) => state.cursor === null);
  const liveStatus = useRun(store, (state) => (state.live.seq === 0 ? run.status : state.live.status));
  const seek = useRun(store, (state) => state.seek);
  const now = useRunClock(store);
  const phone = useIsPhone();

  const [selection, setSelection] = useState<Selection | null>(null);
  const [conversation, setConversation] = useState<string | null>(null);
  const [tab, setTab] = useState('messages');
  const [historySheet, setHistorySheet] = useState(false);
  const history = usePanel('run-history', { size: 216, min: 176, max: 400, open: window.innerWidth >= 1200 });
  const inspector = usePanel('run-inspector', { size: 320, min: 260, max: 640 });
  const drawer = usePanel('run-drawer', { size: 280, min: 140, max: 720 });

  const squadGraphs = useMemo(() => [...run.squads.values()], [run.squads]);
  const graphs = useMemo(() => [run.graph, ...squadGraphs], [run.graph, squadGraphs]);
  const nodeIds = useMemo(() => new Set(run.graph.nodes.map((node) => node.id)), [run.graph]);
  const nameOf = useMemo(() => makeNames(graphs), [graphs]);
  const open = !isFinal(liveStatus);

  // A run that ends shows what came of it, unless somebody is looking at something else.
  const ended = live && (log.status === 'SUCCEEDED' || log.status === 'FAILED');
  const [watched] = useState(!isFinal(run.status));
  useEffect(() => {
    if (ended && watched) setTab((current) => (current === 'messages' ? 'output' : current));
  }, [ended, watched]);

  // Seen from another tab: how it stands comes first.
  useEffect(() => {
    document.title = `${stateWords[toState(liveStatus)]} · ${run.workflow.name} · Muster`;
  }, [liveStatus, run.workflow.name]);

  const selectExecution = (key: string) => {
    const execution = log.executions.get(key);
    if (!execution) return;
    setSelection(selectionOf(execution, nodeIds));
    setConversation(log.conversationOf.get(key) ?? null);
  };
  const openConversation = (key: string) => {
    setConversation(log.conversationOf.get(key) ?? null);
    setTab('messages');
    drawer.setOpen(true);
  };
  const inspectorProps = {
    log,
    now,
    graph: selection?.within ? run.squads.get(selection.within) : run.graph,
    selection,
    onSelect: setSelection,
    onOpenConversation: openConversation,
  };
  const canvas = (
    <RunCanvas
      graph={run.graph}
      squads={run.squads}
      nodeTypes={nodeTypes as readonly NodeTypeManifest[]}
      log={log}
      now={now}
      selection={selection}
      onSelect={setSelection}
    />
  );
  const heading = <h1 className="sr-only">A run of {run.workflow.name}</h1>;
  const drawerProps = {
    log,
    raw,
    live,
    now,
    graph: run.graph,
    graphs,
    nameOf,
    tab,
    onTab: setTab,
    conversation,
    onConversation: setConversation,
    selectedExecution: selection?.executionKey ?? null,
    onSelectExecution: selectExecution,
    onSeek: seek,
  };
  return (
    <div className="flex h-dvh flex-col overflow-hidden">
      <TopBar
        crumbs={[
          { label: run.workflow.kind === 'SQUAD' ? 'Squads' : 'Pipelines', href: '/' },
          { label: run.workflow.name, href: `/workflows/${run.workflow.id}` },
          { label: 'Run' },
        ]}
        status={`${shortId(run.id)} · v${run.version.number}`}
      >
        <span role="status" className="mr-1 flex">
          <StateBadge state={toState(liveStatus)} />
        </span>
        <IconButton label="Runs of this workflow" className="md:hidden" onClick={() => setHistorySheet(true)}>
          <History className="size-4" />
        </IconButton>
        <div className="flex max-md:hidden">
          <IconButton label="Runs of this workflow" aria-pressed={history.open} onClick={history.toggle}>
            <History className="size-4" />
          </IconButton>
          <IconButton label="Messages and more" aria-pressed={drawer.open} onClick={drawer.toggle}>
            <PanelBottom className="size-4" />
          </IconButton>
          <IconButton label="Inspector" aria-pressed={inspector.open} onClick={inspector.toggle}>
            <PanelRight className="size-4" />
          </IconButton>
        </div>
        <RunActions
          runId={run.id}
          workflowId={run.workflow.id}
          status={liveStatus}
          input={log.input ?? (run.input as typeof log.input)}
        />
      </TopBar>
      <RunTrouble store={store} />
      {phone ? (
        <main className="flex min-h-0 flex-1 flex-col bg-surface">
          {heading}
          <Drawer {...drawerProps} canvas={canvas} />
          <InspectorSheet {...inspectorProps} onClose={() => setSelection(null)} />
          <Dialog open={historySheet} onOpenChange={setHistorySheet} title="Runs of this workflow" place="side">
            <div className="-mx-5">
              <RunHistory workflowId={run.workflow.id} runId={run.id} status={liveStatus} />
            </div>
          </Dialog>
        </main>
      ) : (
        <div className="flex min-h-0 flex-1">
          <Panel panel={history} side="left" label="Runs of this workflow">
            <RunHistory workflowId={run.workflow.id} runId={run.id} status={liveStatus} />
          </Panel>
          <main className="flex min-w-0 flex-1 flex-col">
            {heading}
            <div className={cn('min-h-0 flex-1', !live && 'shadow-[inset_0_0_0_2px_var(--line-2)]')}>{canvas}</div>
            <Panel panel={drawer} side="bottom" label="What happened" className="max-h-[70%]">
              <Drawer {...drawerProps} />
            </Panel>
          </main>
          <Panel panel={inspector} side="right" label="Inspector">
            <Inspector {...inspectorProps} />
          </Panel>
        </div>
      )}
      <Scrubber events={raw} seq={log.seq} live={live} open={open} onSeek={seek} />
    </div>
  );
}

function makeNames(graphs: readonly RunWithGraphs['graph'][]): (nodeId: string) => string {
  const names = new Map<string, string>();
  for (const { id, name, config } of graphs.flatMap((graph) => graph.nodes)) {
    names.set(id, (typeof config.name === 'string' && config.name) || name || id);
  }
  return (nodeId) => names.get(nodeId) ?? nodeId;
}
