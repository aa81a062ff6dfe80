import type { EventBus } from '../run-store';
import { createListeners, type Listener } from './listeners';

/** An event bus within one process. */
export function createMemoryBus(): EventBus {
  const listeners = createListeners();
  return {
    publish: (event) => listeners.tell(event),
    async subscribe(runId, listener) {
      // Its own function per subscription, so that one listener may subscribe twice.
      const own: Listener = (event) => listener(event);
      listeners.add(runId, own);
      return () => void listeners.remove(runId, own);
    },
    async close() {
      listeners.clear();
    },
  };
}
