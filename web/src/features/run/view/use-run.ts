'use client';
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
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
