/** Time, so that tests can be without it. */
export interface Clock {
  /** Calls back once after so many milliseconds; the function that comes back prevents it. */
  after(milliseconds: number, run: () => void): () => void;
  /** Milliseconds since 1970. */
  now(): number;
}

export const browserClock: Clock = {
  after(milliseconds, run) {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  },
  now: () => Date.now(),
};
