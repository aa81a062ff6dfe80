import { Client } from 'pg';

const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 30_000;

export interface ListenOptions {
  url: string;
  /** Name of the channel, as given to `pg_notify`. */
  channel: string;
  /** Called for each notification, and after each connect: notifications sent while disconnected are lost. */
  onNotify: () => void;
  /** Called when the connection fails or ends; the next attempt follows by itself. */
  onError: (error: Error) => void;
}

/**
 * Listens for notifications of Postgres over a connection of its own, and reconnects when that is lost. Behind a pooler
 * (`pgbouncer=true`) there is nothing to listen to: connections are shared.
 */
export function listen({ url, channel, onNotify, onError }: ListenOptions): { stop(): Promise<void> } {
  if (/[?&]pgbouncer=true(&|$)/.test(url)) return { stop: async () => undefined };
  let client: Client | null = null;
  let timer: NodeJS.Timeout | undefined;
  let failures = 0;
  let stopped = false;

  function retry(failed: Client, error: Error): void {
    if (stopped || client !== failed) return;
    client = null;
    failed.end().catch(() => undefined);
    onError(error);
    timer = setTimeout(connect, Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** failures));
    timer.unref();
    failures += 1;
  }

  function connect(): void {
    const next = new Client({ connectionString: url, keepAlive: true, connectionTimeoutMillis: 10_000 });
    client = next;
    next.on('error', (error) => retry(next, error));
    next.on('end', () => retry(next, new Error('the connection ended')));
    next.on('notification', onNotify);
    next
      .connect()
      .then(() => next.query(`LISTEN ${next.escapeIdentifier(channel)}`))
      .then(() => {
        failures = 0;
        onNotify();
      })
      .catch((error: Error) => retry(next, error));
  }

  connect();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await client?.end().catch(() => undefined);
    },
  };
}
