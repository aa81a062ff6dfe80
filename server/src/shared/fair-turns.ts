import { OperationalError } from '@muster/schema';

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

/**
 * One queue for each owner; the owner who was served longest ago is next. However much one of them asks for, everybody
 * else waits for one job of theirs at most.
 */
export function createFairTurns(options: FairTurnsOptions): FairTurns {
  const { atOnce, waitingPerOwner, what } = options;
  const perOwner = options.atOncePerOwner ?? (() => atOnce);
  /** In the order of turns; an owner without waiting jobs is not in it. */
  const queues = new Map<string, (() => void)[]>();
  const working = new Map<string, number>();
  let total = 0;
  let waiting = 0;

  const workingOf = (owner: string): number => working.get(owner) ?? 0;

  function start(owner: string): void {
    total += 1;
    working.set(owner, workingOf(owner) + 1);
  }

  function end(owner: string): void {
    total -= 1;
    const left = workingOf(owner) - 1;
    if (left > 0) working.set(owner, left);
    else working.delete(owner);
    startNext();
  }

  /** The owner served longest ago who may have another job at work; undefined when nobody may. */
  const nextOwner = (): string | undefined =>
    total < atOnce ? [...queues.keys()].find((owner) => workingOf(owner) < perOwner(owner)) : undefined;

  function startNext(): void {
    for (let owner = nextOwner(); owner !== undefined; owner = nextOwner()) {
      const queue = queues.get(owner) ?? [];
      const next = queue.shift();
      // To the end of the line.
      queues.delete(owner);
      if (queue.length > 0) queues.set(owner, queue);
      waiting -= 1;
      start(owner);
      next?.();
    }
  }

  function turn(owner: string): Promise<void> {
    if (total < atOnce && workingOf(owner) < perOwner(owner)) {
      start(owner);
      return Promise.resolve();
    }
    const queue = queues.get(owner) ?? [];
    if (queue.length >= waitingPerOwner || waiting >= options.waiting) {
      throw new OperationalError('RATE_LIMITED', `Too many ${what} are waiting; try again in 1 second.`, {
        retryAfterMs: 1000,
      });
    }
    queues.set(owner, queue);
    waiting += 1;
    return new Promise((resolve) => queue.push(resolve));
  }

  return {
    async run(owner, job) {
      await turn(owner);
      try {
        return await job();
      } finally {
        end(owner);
      }
    },
    load: () => ({ working: total, waiting }),
  };
}
