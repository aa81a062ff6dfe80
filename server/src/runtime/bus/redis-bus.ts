import { isRunEvent, type RunEvent } from '@muster/schema';
import { Redis } from 'ioredis';
import type { RuntimeLog } from '../ports';
import type { EventBus } from '../run-store';
import { createListeners, type Listener } from './listeners';

/** A larger event is not worth sending: its readers see the gap, or catch up, and read it from the store. */
const MAX_EVENT_CHARS = 1024 * 1024;
/** How long a subscriber waits to be heard by Redis before it goes on without; it is subscribed when Redis is back. */
const SUBSCRIBE_MS = 2000;

const channelOf = (runId: string): string => `muster:run:${runId}`;

/** Reads a message of another process, which may run another version of Muster; null for anything but a run event. */
function readMessage(text: string): RunEvent | null {
  try {
    const value: unknown = JSON.parse(text);
    return isRunEvent(value) ? value : null;
  } catch {
    return null;
  }
}

/**
 * An event bus through Redis, for several processes. While Redis is away events still reach this process; what others
 * miss they read from the store.
 */
export function createRedisBus(url: string, log: RuntimeLog): EventBus {
  const listeners = createListeners();
  const connect = (name: string) => {
    const redis = new Redis(url, {
      maxRetriesPerRequest: 1,
      enableOfflineQueue: false,
      connectionName: `muster-${name}`,
    });
    let away = false;
    redis.on('error', (error: Error) => {
      if (!away) log.warn({ err: error }, 'Redis is away; run events go on in this process only');
      away = true;
    });
    redis.on('ready', () => {
      away = false;
    });
    return redis;
  };
  const publisher = connect('publisher');
  const subscriber = connect('subscriber');
  subscriber.on('message', (channel: string, text: string) => {
    const event = readMessage(text);
    if (event) listeners.tell(event);
    else log.warn({ channel }, 'a message from Redis is no run event; readers find the event in the store');
  });
  // Those who came while Redis was away; those it had forgotten are subscribed again by the client.
  subscriber.on('ready', () => {
    const channels = listeners.runIds().map(channelOf);
    if (channels.length > 0) subscriber.subscribe(...channels).catch(() => {});
  });

  /** Resolves when Redis has it, or after a while without. */
  async function listenTo(runId: string): Promise<void> {
    const whenReady =
      subscriber.status === 'ready' ? Promise.resolve() : new Promise((go) => subscriber.once('ready', go));
    const subscribed = whenReady.then(() => subscriber.subscribe(channelOf(runId))).catch(() => {});
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise((go) => {
      timer = setTimeout(go, SUBSCRIBE_MS);
    });
    await Promise.race([subscribed, late]);
    clearTimeout(timer);
  }

  return {
    publish(event) {
      const text = JSON.stringify(event);
      if (text.length > MAX_EVENT_CHARS) return listeners.tell(event);
      publisher.publish(channelOf(event.runId), text).catch(() => listeners.tell(event));
    },
    async subscribe(runId, listener) {
      const own: Listener = (event) => listener(event);
      // Each waits, not only the first: who comes second must be heard, too, when this resolves.
      listeners.add(runId, own);
      await listenTo(runId);
      return () => {
        if (listeners.remove(runId, own)) subscriber.unsubscribe(channelOf(runId)).catch(() => {});
      };
    },
    async close() {
      listeners.clear();
      publisher.disconnect();
      subscriber.disconnect();
    },
  };
}
