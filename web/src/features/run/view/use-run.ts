'use client';
import { isFinal } from '@muster/schema';
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { useNow } from '../../runs/use-now';
import { followRun } from '../state/follow-run';
import { createRunStore, type RunState, type RunStore } from '../state/run-store';

/** The store of one run, fed while the page is open. */
export function useRunStore(runId: string): RunStore {
  const [store, setStore] = useState(createRunStore);
  useEffect(() => {
    const fresh = createRunStore();
    setStore(() => fresh);
    return followRun(runId, fresh);
  }, [runId]);
  return store;
}

export const useRun = <Part>(store: RunStore, select: (state: RunState) => Part): Part => useStore(store, select);

/**
 * The clock for what still runs: ticks while the live end is shown and the run goes on; stands still at the time of the
 * last event in a replay.
 */
export function useRunClock(store: RunStore): number {
  const ticking = useRun(store, (state) => state.cursor === null && !isFinal(state.live.status));
  const now = useNow(ticking ? 1_000 : null);
  const at = useRun(store, (state) => state.shown.at);
  return ticking || at === null ? now : Date.parse(at);
}
