import { isFinal } from '@muster/schema';
import { RunEventSummariesDocument } from '@muster/schema/operations';
import { socket, subscribeResuming } from '../../../api';
import type { RawRunEvent } from './read-event';
import { lastSeqOf, type RunStore } from './run-store';

/** Events that arrive together are folded together; short enough to look like writing. */
const flushMs = 40;

/**
 * Feeds a store with a run's events: everything after what it has, then live, over lost connections, until the run
 * ends. Returns the function that stops it.
 */
export function followRun(runId: string, store: RunStore): () => void {
  let waiting: RawRunEvent[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    const batch = waiting;
    waiting = [];
    if (batch.length > 0) store.getState().append(batch);
    if (store.getState().following.state === 'loading') store.getState().setFollowing({ state: 'following' });
  };

  const stop = subscribeResuming(socket, {
    document: RunEventSummariesDocument,
    variables: () => {
      flush();
      return { runId, afterSeq: lastSeqOf(store.getState()) };
    },
    onData: ({ runEventSummaries }) => {
      waiting.push(runEventSummaries);
      timer ??= setTimeout(flush, flushMs);
    },
    onRefused: (errors) => {
      const first = errors[0];
      const code = String(first?.extensions?.code ?? 'INTERNAL');
      store.getState().setFollowing({ state: 'refused', code, message: first?.message ?? '' });
    },
    onComplete: () => {
      flush();
      return !isFinal(store.getState().live.status);
    },
  });
  return () => {
    stop();
    clearTimeout(timer);
  };
}
