import { RunEventSummariesDocument } from '@muster/schema/operations';
import { socket, subscribeResuming } from '../../../api';
import type { RawRunEvent } from './read-event';
import type { RunStore } from './run-store';

/** Loads the events a store was opened without, once it wants them. Returns the function that stops it. */
export function loadHistoryWhenWanted(runId: string, store: RunStore): () => void {
  let stop: (() => void) | null = null;

  function load(): void {
    const { startsAfter, setHistory } = store.getState();
    const earlier: RawRunEvent[] = [];
    const end = (events: RawRunEvent[] | null) => {
      stop?.();
      stop = null;
      setHistory(events);
    };
    stop = subscribeResuming(socket, {
      document: RunEventSummariesDocument,
      variables: () => ({ runId, afterSeq: earlier.at(-1)?.seq ?? 0 }),
      onData: ({ runEventSummaries }) => {
        const { seq } = runEventSummaries;
        if (seq == null || seq > startsAfter) return;
        earlier.push(runEventSummaries);
        if (seq === startsAfter) end(earlier);
      },
      onRefused: () => end(null),
      // The stream ended before it brought them all.
      onComplete: () => {
        end(null);
        return false;
      },
    });
  }

  const check = () => {
    if (store.getState().history === 'wanted' && stop === null) load();
  };
  const unsubscribe = store.subscribe(check);
  check();
  return () => {
    unsubscribe();
    stop?.();
  };
}
