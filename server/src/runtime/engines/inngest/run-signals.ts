import { GiveUp } from '../../step-tools';

/** Calls back once when the run is cancelled, on whichever replica; the returned function stops listening. */
export type WatchCancel = (runId: string, onCancel: () => void) => Promise<() => void>;

interface Watched {
  aborts: Set<AbortController>;
  stop: Promise<() => void>;
}

/**
 * Tells the steps this process works on that their run was cancelled. Inngest never interrupts a running step, so a
 * cancel reaches it through our own event bus.
 */
export class RunSignals {
  readonly #watch: WatchCancel;
  readonly #runs = new Map<string, Watched>();

  constructor(watch: WatchCancel) {
    this.#watch = watch;
  }

  /** Does the work; `abort` is used when the run is cancelled meanwhile, or the process closes. */
  async during<T>(runId: string, abort: AbortController, work: () => Promise<T>): Promise<T> {
    const watched = this.#runs.get(runId) ?? this.#begin(runId);
    watched.aborts.add(abort);
    try {
      return await work();
    } finally {
      watched.aborts.delete(abort);
      if (watched.aborts.size === 0 && this.#runs.get(runId) === watched) {
        this.#runs.delete(runId);
        (await watched.stop)();
      }
    }
  }

  #begin(runId: string): Watched {
    const aborts = new Set<AbortController>();
    const stop = this.#watch(runId, () => abortEach(aborts, 'the run was cancelled'));
    const watched = { aborts, stop };
    this.#runs.set(runId, watched);
    return watched;
  }

  /** Tells everything this process works on to stop. */
  abortAll(reason: string): void {
    for (const { aborts } of this.#runs.values()) abortEach(aborts, reason);
  }

  get isIdle(): boolean {
    return this.#runs.size === 0;
  }
}

function abortEach(aborts: Set<AbortController>, reason: string): void {
  for (const abort of aborts) abort.abort(new GiveUp(reason));
}
