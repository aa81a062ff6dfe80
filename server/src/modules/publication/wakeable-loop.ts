export interface WakeableLoop {
  start(): void;
  /** The next turn begins at once; during a turn, as soon as that one has ended. */
  wake(): void;
  /** Resolves when the turn in progress has ended. */
  stop(): Promise<void>;
}

/** Repeats `turn`, one at a time, each after the delay in milliseconds that the last one returned, or when woken. */
export function createWakeableLoop(turn: () => Promise<number>): WakeableLoop {
  let running = false;
  let isWoken = false;
  let interrupt: () => void = () => {};
  let loop: Promise<void> = Promise.resolve();

  function pause(delayMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, delayMs);
      timer.unref();
      interrupt = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  async function repeat(): Promise<void> {
    while (running) {
      isWoken = false;
      const delayMs = await turn();
      if (running && !isWoken) await pause(delayMs);
    }
  }

  return {
    start() {
      running = true;
      loop = repeat();
    },
    wake() {
      isWoken = true;
      interrupt();
    },
    async stop() {
      running = false;
      interrupt();
      await loop;
    },
  };
}
