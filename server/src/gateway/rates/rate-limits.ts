import type { Redis } from 'ioredis';
import type { Config } from '../../config/config';
import { bucketsIn, type RateState, use } from './bucket';
import { createGuessLimits, type GuessLimits } from './guess-limits';

/** Buckets of requests. Each `use` counts one and throws when the bucket is empty. */
export interface RateLimits {
  /** GraphQL operations of one caller. */
  useApi(caller: string): Promise<RateState>;
  /** Wrong keys from one address. */
  useWrongKey(address: string): Promise<void>;
  /** Requests that change something under /api/auth, from one address. */
  useAuth(address: string): Promise<void>;
  /** Tries of a password. */
  guesses: GuessLimits;
}

export function createRateLimits(rates: Config['rates'], redis?: Redis): RateLimits {
  const bucket = bucketsIn(redis);
  const api = bucket('api', rates.apiPerMinute, 60);
  const wrongKey = bucket('wrong-key', 120, 60);
  const auth = bucket('auth', rates.authPerMinute, 60);
  const count = async (limiter: typeof api, key: string): Promise<void> => void (await use(limiter, key));

  return {
    useApi: (caller) => use(api, caller),
    useWrongKey: (address) => count(wrongKey, address),
    useAuth: (address) => count(auth, address),
    guesses: createGuessLimits(bucket, rates.signInPerFiveMinutes),
  };
}
