import { OperationalError, type RetryPolicy, type RunFailure, retryDelayMs, UserError } from '@muster/schema';

/** A provider that asks for more patience than this is given up. */
const LONGEST_WAIT_MS = 3_600_000;

export type FaultAnswer = { retryInMs: number; failure: RunFailure } | { retryInMs: null; failure: RunFailure };

/**
 * What to do about a failed call: give up, or try again after the longer of our back-off and what the provider asked
 * for. `attempt` counts the tries of this one call, from 1. Null when the error is none of a provider's.
 */
export function judgeFault(error: unknown, retry: RetryPolicy, attempt: number): FaultAnswer | null {
  if (error instanceof UserError) return { retryInMs: null, failure: { code: error.code, message: error.message } };
  if (!(error instanceof OperationalError)) return null;
  const failure = { code: error.code, message: error.message };
  const wait = retryDelayMs(retry, attempt, error.retryAfterMs);
  return { retryInMs: attempt < retry.maxAttempts && wait <= LONGEST_WAIT_MS ? wait : null, failure };
}
