import { backoff } from '@muster/schema';
import { createClient } from 'graphql-ws';
import { connectionEvents } from './connection';

/** Milliseconds before the n-th try (from 0): 0.3 s doubling to 10 s, with a little chance so that clients spread out. */
export const reconnectDelayMs = (retries: number, chance: number = Math.random()): number =>
  backoff(300, retries + 1, 10_000) * (0.75 + chance / 2);

const socketUrl = (): string => {
  const { protocol, host } = window.location;
  return `${protocol === 'https:' ? 'wss' : 'ws'}://${host}/graphql`;
};

/**
 * The one WebSocket of the page, opened by the first subscription and closed some seconds after the last. It does not
 * retry: a subscription that resumes has to ask for something else than it asked for first (see `resume.ts`).
 */
export const socket = createClient({
  url: socketUrl,
  lazy: true,
  lazyCloseTimeout: 5_000,
  keepAlive: 12_000,
  retryAttempts: 0,
  on: {
    connecting: connectionEvents.opening,
    connected: connectionEvents.opened,
    // Without a subscriber the socket closes by itself; `resume.ts` says it is lost when somebody still wants it.
    closed: connectionEvents.closed,
  },
});
