import { createHash } from 'node:crypto';
import { OperationalError } from '@muster/schema';
import type { Redis } from 'ioredis';
import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';

/** Makes a bucket of so many points for each key in so many seconds. */
export type MakeBucket = (keyPrefix: string, points: number, seconds: number) => RateLimiterAbstract;

/** Counts in Redis when there is one, so that all replicas share the buckets; in memory otherwise, and while Redis is away. */
export const bucketsIn =
  (redis: Redis | undefined): MakeBucket =>
  (keyPrefix, points, duration) => {
    const memory = new RateLimiterMemory({ keyPrefix, points, duration });
    if (!redis) return memory;
    return new RateLimiterRedis({
      storeClient: redis,
      keyPrefix: `muster:${keyPrefix}`,
      points,
      duration,
      insuranceLimiter: memory,
    });
  };

/** How much of a bucket is left. */
export interface RateState {
  limit: number;
  remaining: number;
  /** Seconds until it is full again. */
  resetSeconds: number;
}

/** A caller has used up a bucket. */
export class RateLimited extends OperationalError {
  readonly state: RateState;
  constructor(state: RateState) {
    super('RATE_LIMITED', `Too many requests; try again in ${state.resetSeconds} seconds.`, {
      retryAfterMs: state.resetSeconds * 1000,
    });
    this.state = state;
  }
}

/**
 * Takes one point; resolves to what is left.
 * @throws RateLimited with the wait in `retryAfterMs`
 */
export async function use(bucket: RateLimiterAbstract, key: string): Promise<RateState> {
  try {
    return stateOf(bucket.points, await bucket.consume(key));
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    throw new RateLimited(stateOf(bucket.points, refusal));
  }
}

const stateOf = (limit: number, { remainingPoints, msBeforeNext }: RateLimiterRes): RateState => ({
  limit,
  remaining: Math.max(0, remainingPoints),
  resetSeconds: Math.max(1, Math.ceil(msBeforeNext / 1000)),
});

/** Keys may end up in Redis; e-mail addresses need not. */
export const fingerprint = (name: string): string =>
  createHash('sha256').update(name.trim().toLowerCase()).digest('base64url').slice(0, 22);
