import type { Log } from '../../log/logger';

interface Options {
  /** Counts some runs; resolves to how many. */
  count: (most: number) => Promise<number>;
  log: Log;
  everyMs?: number;
}

/** Runs counted by one statement. */
const BATCH = 200;

/** Counts what ended runs hold, every few seconds, until it is stopped. */
export function createStoredBytesCounter({ count, log, everyMs = 5_000 }: Options) {
  let timer: NodeJS.Timeout | null = null;
  let work: Promise<void> = Promise.resolve();
  let stopped = false;

  async function countAll(): Promise<void> {
    try {
      let counted = BATCH;
      while (!stopped && counted === BATCH) counted = await count(BATCH);
    } catch (error) {
      log.warn({ err: error }, 'what runs hold could not be counted; it is tried again');
    }
    if (!stopped) schedule();
  }

  function schedule(): void {
    timer = setTimeout(() => {
      work = countAll();
    }, everyMs);
    timer.unref();
  }

  return {
    start: schedule,
    async stop(): Promise<void> {
      stopped = true;
      if (timer) clearTimeout(timer);
      await work;
    },
  };
}
