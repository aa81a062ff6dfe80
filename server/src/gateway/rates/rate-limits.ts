import { createHash } from 'node:crypto';
import { OperationalError } from '@muster/schema';
import type { Redis } from 'ioredis';
import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { Config } from '../../config/config';

/** Buckets of requests. Each `use` counts one and throws when the bucket is empty. */
export interface RateLimits {
  /** GraphQL operations of one caller. */
  useApi(caller: string): Promise<void>;
  /** Wrong keys from one address. */
  useWrongKey(address: string): Promise<void>;
  /** Requests that change something under /api/auth, from one address. */
  useAuth(address: string): Promise<void>;
  /** Attempts to sign in to one account, from one address and from anywhere. */
  useSignIn(address: string, account: string): Promise<void>;
  /** The password was right: the attempts no longer count. */
  forgiveSignIn(address: string, account: string): Promise<void>;
}

/** Counts in Redis when there is one, so that all replicas share the buckets; in memory otherwise, and while Redis is away. */
export function createRateLimits(rates: Config['rates'], redis?: Redis): RateLimits {
  const bucket = (keyPrefix: string, points: number, duration: number): RateLimiterAbstract => {
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
  const api = bucket('api', rates.apiPerMinute, 60);
  const wrongKey = bucket('wrong-key', 120, 60);
  const auth = bucket('auth', rates.authPerMinute, 60);
  const attempt = bucket('sign-in', rates.signInPerFiveMinutes, 300);
  const account = bucket('account', rates.signInPerFiveMinutes * 2, 300);

  return {
    useApi: (caller) => use(api, caller),
    useWrongKey: (address) => use(wrongKey, address),
    useAuth: (address) => use(auth, address),
    async useSignIn(address, name) {
      await use(attempt, `${address} ${fingerprint(name)}`);
      await use(account, fingerprint(name));
    },
    async forgiveSignIn(address, name) {
      await attempt.delete(`${address} ${fingerprint(name)}`);
      await account.reward(fingerprint(name), 1);
    },
  };
}

/** @throws OperationalError `RATE_LIMITED` with the wait in `retryAfterMs` */
async function use(limiter: RateLimiterAbstract, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    const seconds = Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
    throw new OperationalError('RATE_LIMITED', `Too many requests; try again in ${seconds} seconds.`, {
      retryAfterMs: seconds * 1000,
    });
  }
}

/** Keys may end up in Redis; e-mail addresses need not. */
const fingerprint = (name: string): string =>
  createHash('sha256').update(name.trim().toLowerCase()).digest('base64url').slice(0, 22);
