import type { RetryPolicy } from '../graph/document';

/** Doubling more often than this gives nothing but larger numbers. */
const MOST_DOUBLINGS = 30;

/**
 * Returns how long to wait before the next attempt, in the unit of `first`: `first` after one failure, twice as long
 * after each further one, and never longer than `longest`.
 * @param failures attempts that failed so far, from 1
 */
export const backoff = (first: number, failures: number, longest: number = Number.POSITIVE_INFINITY): number =>
  Math.min(first * 2 ** Math.min(Math.max(0, failures - 1), MOST_DOUBLINGS), longest);

/**
 * Returns how long a node waits after a failed attempt, in milliseconds: what its policy says, or longer when the service
 * that failed asked for it.
 * @param attempt the attempt that failed, from 1
 */
export function retryDelayMs(policy: RetryPolicy, attempt: number, retryAfterMs = 0): number {
  const { initialSeconds, maxSeconds } = policy;
  const seconds =
    policy.backoff === 'exponential'
      ? backoff(initialSeconds, attempt, maxSeconds)
      : Math.min(initialSeconds, maxSeconds);
  return Math.max(Math.round(seconds * 1000), retryAfterMs);
}
