import type { RunEvent } from '@muster/schema';

export type Listener = (event: RunEvent) => void;

/** Hands events to listeners; one that throws does not keep the others from hearing. */
export function createListeners() {
  const byRun = new Map<string, Set<Listener>>();
  return {
    has: (runId: string): boolean => byRun.has(runId),
    runIds: (): string[] => [...byRun.keys()],
    /** True when it is the first listener of this run. */
    add(runId: string, listener: Listener): boolean {
      const present = byRun.get(runId);
      if (!present) byRun.set(runId, new Set([listener]));
      else present.add(listener);
      return !present;
    },
    /** True when it was the last listener of this run. */
    remove(runId: string, listener: Listener): boolean {
      const present = byRun.get(runId);
      if (!present?.delete(listener) || present.size > 0) return false;
      byRun.delete(runId);
      return true;
    },
    tell(event: RunEvent): void {
      for (const listener of byRun.get(event.runId) ?? []) {
        try {
          listener(event);
        } catch {
          // A listener's fault is its own; it will see the gap and catch up from the store.
        }
      }
    },
    clear: (): void => byRun.clear(),
  };
}

export type Listeners = ReturnType<typeof createListeners>;
