import { setTimeout as delay } from 'node:timers/promises';
import { OperationalError } from '@muster/schema';
import { createFairTurns } from '../../fair-queue/fair-turns';
import { limits } from '../../shared/limits';
import { createRecentUse } from './recent-use';

/** Lets operations in, so that no workspace takes the server from the others. Callers are named by workspace or address. */
export interface Admission {
  /**
   * Counts the bytes of a request before they are read, and waits when its caller moved too many lately.
   * @throws OperationalError `RATE_LIMITED` when that would take too long
   */
  moveIn(caller: string, bytes: number): Promise<void>;
  /** Counts the bytes of an answer; the caller's next requests wait for them. */
  moveOut(caller: string, bytes: number): void;
  /** Executes an operation when its caller's turn comes. @throws OperationalError `RATE_LIMITED` */
  run<Result>(caller: string, operation: () => Promise<Result>): Promise<Result>;
}

interface Options {
  /** Milliseconds of a clock that only goes on. */
  now?: () => number;
  wait?: (milliseconds: number) => Promise<unknown>;
}

/** Callers whose bytes are remembered; beyond that those who owe nothing any more are forgotten. */
const REMEMBERED = 10_000;

/**
 * Bounds for each caller: operations executed at once, with turns between callers; fewer for one that used more than its
 * share lately; and bytes read and written a second, since reading and writing them is what holds up everybody else. A
 * burst is free, and a caller that is alone has no bound on bytes.
 */
export function createAdmission({ now = () => performance.now(), wait = delay }: Options = {}): Admission {
  const use = createRecentUse({ halfLifeMs: limits.useHalfLifeMs, now });
  const turns = createFairTurns({
    what: 'operations',
    atOnce: limits.operationsAtOnce,
    atOncePerOwner,
    waitingPerOwner: limits.operationsWaitingPerCaller,
    waiting: limits.operationsWaitingPerCaller * 10,
  });
  /** When everything a caller has moved would have been moved at the steady rate. */
  const movedUntil = new Map<string, number>();
  const bytesPerMs = limits.bytesPerSecond / 1000;
  const burstMs = limits.bytesBurst / bytesPerMs;
  const heavyMs = limits.bytesHeavy / bytesPerMs;

  function atOncePerOwner(caller: string): number {
    if (!use.othersThan(caller)) return limits.operationsPerCaller;
    if ((movedUntil.get(caller) ?? 0) - now() > heavyMs) return 1;
    return use.of(caller) > limits.operationMs ? limits.operationsPerHeavyCaller : limits.operationsPerCaller;
  }

  function move(caller: string, bytes: number): void {
    const until = Math.max(now(), movedUntil.get(caller) ?? 0) + bytes / bytesPerMs;
    // Nobody was held up by a caller that was alone.
    movedUntil.set(caller, use.othersThan(caller) ? until : Math.min(until, now() + burstMs));
    if (movedUntil.size > REMEMBERED) {
      for (const [each, time] of movedUntil) if (time < now()) movedUntil.delete(each);
    }
  }

  return {
    async moveIn(caller, bytes) {
      use.seen(caller);
      const late = Math.max(0, (movedUntil.get(caller) ?? 0) - now() - burstMs);
      if (late > limits.bytesWaitMs) {
        const seconds = Math.ceil(late / 1000);
        const message = `Your workspace reads and writes more than ${limits.bytesPerSecond / 1_000_000} MB a second; try again in ${seconds} seconds.`;
        await wait(limits.refusalMs);
        throw new OperationalError('RATE_LIMITED', message, { retryAfterMs: seconds * 1000 });
      }
      move(caller, bytes);
      if (late > 0) await wait(late);
    },
    moveOut: (caller, bytes) => void move(caller, bytes),
    run: (caller, operation) =>
      turns.run(caller, async () => {
        const begun = now();
        use.seen(caller);
        try {
          return await operation();
        } finally {
          use.add(caller, now() - begun);
        }
      }),
  };
}
