/** A time that many parts of a page read and one timer renews. */
export interface Ticker {
  /** Calls back at every tick until the returned function is called. */
  subscribe: (changed: () => void) => () => void;
  /** The time of the last tick, epoch milliseconds; of now when nobody was listening. */
  now: () => number;
}

/** Makes a ticker on `read`. Its timer exists only while somebody listens. */
export function createTicker(read: () => number, everyMs: number): Ticker {
  const listeners = new Set<() => void>();
  let timer: ReturnType<typeof setInterval> | undefined;
  let time = read();
  const tick = () => {
    time = read();
    for (const changed of [...listeners]) changed();
  };
  return {
    subscribe(changed) {
      if (listeners.size === 0) {
        time = read();
        timer = setInterval(tick, everyMs);
      }
      listeners.add(changed);
      return () => {
        listeners.delete(changed);
        if (listeners.size === 0) clearInterval(timer);
      };
    },
    now() {
      // Between two renders without a listener the time must not change, and must not be old either.
      if (listeners.size === 0 && Math.abs(read() - time) >= everyMs) time = read();
      return time;
    },
  };
}
