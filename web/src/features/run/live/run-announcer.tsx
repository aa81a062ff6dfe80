'use client';
import { isFinal } from '@muster/schema';
import { useEffect, useRef, useState } from 'react';
import { lastSeqOf, type RunState, type RunStore } from '../state/run-store';
import { announcementOf, endSentence } from './announcement';

/** What happens within this time is told in one sentence, so that a hundred nodes are one announcement. */
const gatherMs = 1_500;

interface RunAnnouncerProps {
  store: RunStore;
  /** Number of the last event there was when the page was opened. */
  lastSeq: number;
  nameOf: (nodeId: string) => string;
}

/**
 * Tells a screen reader how a live run goes on, politely. Of what had happened before the page was opened only
 * the end is told, and replays are silent.
 */
export function RunAnnouncer({ store, lastSeq, nameOf }: RunAnnouncerProps) {
  const [words, setWords] = useState('');
  const names = useRef(nameOf);
  names.current = nameOf;
  useEffect(() => {
    const isCurrent = (state: RunState) => Math.max(lastSeqOf(state), state.live.seq) >= lastSeq;
    let told = isCurrent(store.getState()) ? store.getState().live : null;
    if (told !== null && isFinal(told.status)) setWords(endSentence(told));
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tell = () => {
      timer = undefined;
      const { live } = store.getState();
      const next = told === null ? '' : announcementOf(told, live, names.current);
      told = live;
      if (next !== '') setWords(next);
    };
    const stop = store.subscribe((state, before) => {
      // Everything up to here had happened before.
      if (told === null && isCurrent(state)) {
        told = state.live;
        if (isFinal(told.status)) setWords(endSentence(told));
      }
      if (told !== null && state.live !== before.live) timer ??= setTimeout(tell, gatherMs);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [store, lastSeq]);
  return (
    <p role="status" aria-live="polite" aria-atomic="true" aria-label="Progress of the run" className="sr-only">
      {words}
    </p>
  );
}
