'use client';
import { isFinal } from '@muster/schema';
import { useEffect, useMemo, useState } from 'react';
import type { DrawerTab } from '../drawer/opening-tab';
import { openingTab } from '../drawer/opening-tab';
import { lastSeqOf, type RunStore } from '../state/run-store';
import { focusOfRun } from './run-focus';
import type { RunWithGraphs } from './run-graphs';
import { type Selection, selectionOf } from './selection';
import { useRun, useRunStore } from './use-run';

/** What the page of a run shows: the run as far as it is known, and what is selected and open, by itself or by hand. */
export function useRunPage(run: RunWithGraphs) {
  const store = useRunStore(run.id, run.snapshot);
  const log = useRun(store, (state) => state.shown);
  const liveLog = useRun(store, (state) => state.live);
  const raw = useRun(store, (state) => state.raw);
  const live = useRun(store, (state) => state.cursor === null);
  const seek = useRun(store, (state) => state.seek);
  const history = useRun(store, (state) => state.history);
  const wantHistory = useRun(store, (state) => state.wantHistory);
  // As it was when the page was opened: the run is asked for again after a mutation, and must not begin anew.
  const [lastSeq] = useState(run.snapshot.seq);
  const caughtUp = useCaughtUp(store, lastSeq);
  const status = liveLog.seq === 0 ? run.status : liveLog.status;
  const open = !isFinal(status);

  const graphs = useMemo(() => [run.graph, ...run.squads.values()], [run.graph, run.squads]);
  const nodeIds = useMemo(() => new Set(run.graph.nodes.map((node) => node.id)), [run.graph]);
  const nameOf = useMemo(() => makeNames(graphs), [graphs]);
  const focus = useMemo(() => focusOfRun(log, nodeIds), [log, nodeIds]);

  // Until a person chooses, what failed is selected, or what the run waited for when the page was opened.
  const [chosen, setChosen] = useState<Selection | null | undefined>(undefined);
  const opensOn = useMemo(() => {
    const matters = liveLog.status === 'FAILED' || (liveLog.status === 'WAITING' && run.status === 'WAITING');
    return caughtUp && matters ? focusOfRun(liveLog, nodeIds).selection : null;
  }, [caughtUp, liveLog, nodeIds, run.status]);
  const selection = chosen === undefined ? opensOn : chosen;

  const [tab, setTab] = useState<DrawerTab | null>(null);
  const [conversation, setConversation] = useState<string | null>(null);
  const ownTab = caughtUp ? openingTab(liveLog) : null;

  return {
    store,
    lastSeq,
    log,
    raw,
    history,
    wantHistory,
    live,
    seek,
    caughtUp,
    status,
    open,
    graphs,
    nameOf,
    focusIds: focus.ids,
    /** The node the run failed by, to be mended in the editor. */
    failedAt: log.status === 'FAILED' ? focus.selection : null,
    /** Where what still runs is measured; null on the live clock. */
    still: live || log.at === null ? null : Date.parse(log.at),
    selection,
    select: setChosen,
    /** The tab with something in it, until a person chooses one. */
    ownTab,
    tab,
    setTab,
    conversation,
    setConversation,
    selectExecution(key: string) {
      const execution = log.executions.get(key);
      if (!execution) return;
      setChosen(selectionOf(execution, nodeIds));
      setConversation(log.conversationOf.get(key) ?? null);
    },
    openConversation(key: string) {
      setConversation(log.conversationOf.get(key) ?? null);
      setTab('messages');
    },
  };
}
export type RunPageState = ReturnType<typeof useRunPage>;

/** After so long without an event, in milliseconds, what is here counts as all there is. */
const silenceMs = 1_000;

/** Whether everything that had happened when the page was opened is here; stays so once it is. */
function useCaughtUp(store: RunStore, lastSeq: number): boolean {
  const received = useRun(store, lastSeqOf);
  const [silent, setSilent] = useState(false);
  const folded = useRun(store, (state) => state.live.seq);
  const reached = Math.max(received, folded) >= lastSeq;
  // biome-ignore lint/correctness/useExhaustiveDependencies: every event that arrives begins the silence anew
  useEffect(() => {
    if (reached) return;
    const timer = setTimeout(() => setSilent(true), silenceMs);
    return () => clearTimeout(timer);
  }, [received, reached]);
  return reached || (silent && received > 0);
}

function makeNames(graphs: readonly RunWithGraphs['graph'][]): (nodeId: string) => string {
  const names = new Map<string, string>();
  for (const { id, name, config } of graphs.flatMap((graph) => graph.nodes)) {
    names.set(id, (typeof config.name === 'string' && config.name) || name || id);
  }
  return (nodeId) => names.get(nodeId) ?? nodeId;
}
