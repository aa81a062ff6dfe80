import { OperationalError } from '@muster/schema';
import { FairQueue } from './fair-queue';

interface FairTurnsOptions {
  /** What waits, as a message calls it: `compilations`. */
  what: string;
  /** Jobs at work at once. */
  atOnce: number;
  /** Jobs of one owner at work at once, at least 1; as many as `atOnce` when absent. Asked before each job begins. */
  atOncePerOwner?: (owner: string) => number;
  /** Jobs of one owner that may wait. */
  waitingPerOwner: number;
  /** Jobs that may wait in all. */
  waiting: number;
}

/** Lets owners (workspaces) take turns at something scarce. */
export interface FairTurns {
  /**
   * Runs the job when its owner's turn comes.
   * @throws OperationalError `RATE_LIMITED` at once when too much of the owner, or of everybody, waits already
   */
  run<Result>(owner: string, job: () => Promise<Result>): Promise<Result>;
  /** Jobs at work and jobs that wait. */
  load(): { working: number; waiting: number };
}

/** A `FairQueue` of jobs with bounds: however much one owner asks for, everybody else waits for one job of theirs at most. */
export function createFairTurns(options: FairTurnsOptions): FairTurns {
  const { atOnce, waitingPerOwner, what } = options;
  const perOwner = options.atOncePerOwner ?? (() => atOnce);
  const mayBegin = (owner: string): boolean => queue.held < atOnce && queue.heldBy(owner) < perOwner(owner);
  const queue = new FairQueue<() => void>(mayBegin);

  function beginAll(): void {
    for (let begin = queue.take(); begin !== null; begin = queue.take()) begin();
  }

  function turn(owner: string): Promise<void> {
    const isFull = queue.waitingFor(owner) >= waitingPerOwner || queue.waiting >= options.waiting;
    if (isFull && !mayBegin(owner)) {
      throw new OperationalError('RATE_LIMITED', `Too many ${what} are waiting; try again in 1 second.`, {
        retryAfterMs: 1000,
      });
    }
    return new Promise((resolve) => {
      queue.add(owner, resolve);
      beginAll();
    });
  }

  return {
    async run(owner, job) {
      await turn(owner);
      try {
        return await job();
      } finally {
        queue.release(owner);
        beginAll();
      }
    },
    load: () => ({ working: queue.held, waiting: queue.waiting }),
  };
}
