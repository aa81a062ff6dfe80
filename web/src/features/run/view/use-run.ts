'use client';
import { fromUsageTuple, type RunSnapshot } from '@muster/schema';
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { followRun } from '../state/follow-run';
import { loadHistoryWhenWanted } from '../state/load-history';
import { createRunStore, type RunState, type RunStore } from '../state/run-store';

/**
 * The store of one run, fed while the page is open. `snapshot` as it was when the page was opened: the run is asked for
 * again after a mutation, and must not begin anew.
 */
export function useRunStore(runId: string, snapshot: RunSnapshot): RunStore {
  const [opening] = useState(snapshot);
  const [store, setStore] = useState(() => createRunStore(opening));
  useEffect(() => {
    const fresh = createRunStore(opening);
    setStore(() => fresh);
    const stopFollowing = followRun(runId, fresh);
    const stopLoading = loadHistoryWhenWanted(runId, fresh);
    // What agents said is drawn on the graph, too.
    if (fromUsageTuple(opening.usage).modelCalls > 0) fresh.getState().wantHistory();
    return () => {
      stopFollowing();
      stopLoading();
    };
  }, [runId, opening]);
  return store;
}

export const useRun = <Part>(store: RunStore, select: (state: RunState) => Part): Part => useStore(store, select);
