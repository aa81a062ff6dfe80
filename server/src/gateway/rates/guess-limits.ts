import { setTimeout as delay } from 'node:timers/promises';
import { RateLimiterRes } from 'rate-limiter-flexible';
import { fingerprint, type MakeBucket, RateLimited, use } from './bucket';

/** Somebody tries a password. */
export interface Guess {
  /** Key of the address the request comes from. */
  address: string;
  /** The account, by its e-mail address. */
  account: string;
  /** A device that has signed in to this account before, or a session of it; null for a stranger. */
  device: string | null;
}

export interface GuessLimits {
  /**
   * Counts one try. Waits when strangers everywhere try this account much.
   * @throws OperationalError `RATE_LIMITED`
   */
  use(guess: Guess): Promise<void>;
  /** The password was right: the tries from here no longer count. */
  forgive(guess: Guess): Promise<void>;
}

/** How many strangers may wait for one account at once, in one process; more are sent away for a while. */
const laneLength = 8;
const slowestMs = 10_000;
const stepMs = 250;

/**
 * Limits guesses at passwords so that nobody can lock the owner of an account out (OWASP's device cookies): a known device
 * has counts of its own, a stranger is limited by address and account, and strangers at many addresses together are
 * slowed down, not shut out.
 */
export function createGuessLimits(
  bucket: MakeBucket,
  perFiveMinutes: number,
  wait: (milliseconds: number) => Promise<unknown> = delay,
): GuessLimits {
  const short = bucket('guess', perFiveMinutes, 300);
  const long = bucket('guess-day', perFiveMinutes * 10, 24 * 3600);
  const strangers = bucket('guess-account', perFiveMinutes * 2, 300);
  const lanes = new Map<string, number>();

  const keyOf = ({ address, account, device }: Guess): string =>
    `${device === null ? address : `device ${device}`} ${fingerprint(account)}`;

  /** How far strangers are over what one account may be tried from anywhere. */
  async function excess(account: string): Promise<number> {
    try {
      await strangers.consume(account);
      return 0;
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      return Math.max(1, refusal.consumedPoints - strangers.points);
    }
  }

  async function waitInLane(account: string, milliseconds: number): Promise<void> {
    const waiting = lanes.get(account) ?? 0;
    if (waiting >= laneLength)
      throw new RateLimited({ limit: laneLength, remaining: 0, resetSeconds: slowestMs / 1000 });
    lanes.set(account, waiting + 1);
    try {
      await wait(milliseconds);
    } finally {
      const left = (lanes.get(account) ?? 1) - 1;
      if (left > 0) lanes.set(account, left);
      else lanes.delete(account);
    }
  }

  return {
    async use(guess) {
      await use(short, keyOf(guess));
      await use(long, keyOf(guess));
      if (guess.device !== null) return;
      const over = await excess(fingerprint(guess.account));
      if (over > 0) await waitInLane(fingerprint(guess.account), Math.min(slowestMs, stepMs * over));
    },
    async forgive(guess) {
      await short.delete(keyOf(guess));
      await long.delete(keyOf(guess));
      if (guess.device === null) await strangers.reward(fingerprint(guess.account), 1);
    },
  };
}
