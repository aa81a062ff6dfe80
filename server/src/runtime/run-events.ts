import { isFinal, type RunEvent, type RunId, summarizeEvent } from '@muster/schema';
import type { EventBus, RunStore } from './run-store';

export interface RunEventsOptions {
  /** How often the store is asked although the bus is silent, in milliseconds; 2,000. */
  catchUpMs?: number;
  /** Events kept for a reader that is slower than the run; 1,000. Beyond it they are read again from the store. */
  buffer?: number;
  /** Events read at a time; 500. */
  page?: number;
  /** Leaves the values of the run and its nodes out. */
  summaries?: boolean;
}

const endTypes = new Set(['run.completed', 'run.failed', 'run.cancelled']);

/** What the bus brought and the reader has not taken yet; bounded, because the store has everything that matters. */
function createInbox(limit: number) {
  let live: RunEvent[] = [];
  let wake: (() => void) | null = null;
  let closed = false;
  return {
    get closed() {
      return closed;
    },
    close() {
      closed = true;
      wake?.();
    },
    put(event: RunEvent) {
      if (live.length >= limit) {
        // Tokens are a courtesy; stored events are read from the store when the gap shows.
        live = live.filter(({ seq }) => seq !== null);
        if (live.length >= limit) live = [];
      }
      live.push(event);
      wake?.();
    },
    take(): RunEvent[] {
      const taken = live;
      live = [];
      return taken;
    },
    /** Resolves when something comes, or after `milliseconds`; true when something came. */
    async wait(milliseconds: number): Promise<boolean> {
      if (live.length > 0 || closed) return true;
      let timer: NodeJS.Timeout | undefined;
      await new Promise<void>((resolve) => {
        wake = resolve;
        timer = setTimeout(resolve, milliseconds);
      });
      clearTimeout(timer);
      wake = null;
      return live.length > 0;
    },
  };
}

type Inbox = ReturnType<typeof createInbox>;

async function* generate(
  store: RunStore,
  inbox: Inbox,
  runId: RunId,
  afterSeq: number,
  { catchUpMs = 2000, page = 500, summaries = false }: RunEventsOptions,
): AsyncGenerator<RunEvent, void, void> {
  const shown = summaries ? summarizeEvent<RunEvent> : (event: RunEvent) => event;
  let last = Math.max(0, afterSeq);
  let mustRead = true;
  while (!inbox.closed) {
    while (mustRead) {
      const read = await store.follow(runId, last, page, summaries);
      if (!read) return;
      const { status, lastSeq, events } = read;
      for (const event of events) {
        last = event.seq ?? last;
        yield event;
        if (endTypes.has(event.type)) return;
      }
      mustRead = events.length > 0 && last < lastSeq;
      if (!mustRead && isFinal(status)) return;
    }
    // Silence may mean that the bus lost something.
    mustRead = !(await inbox.wait(catchUpMs));
    for (const event of inbox.take()) {
      if (event.seq === null) yield event;
      else if (event.seq === last + 1) {
        last = event.seq;
        yield shown(event);
        if (endTypes.has(event.type)) return;
      } else if (event.seq > last) {
        mustRead = true;
        break;
      }
    }
  }
}

/**
 * Every stored event of a run after `afterSeq`, then live ones, with streamed tokens (seq null) between them. In order,
 * none missing, none twice, whatever the bus loses, repeats or reorders. Ends after the run's last event; also when the
 * run is unknown, or had ended before `afterSeq`. `return()` takes effect at once, also while a `next()` is waiting.
 */
export function runEvents(
  store: RunStore,
  bus: EventBus,
  runId: RunId,
  afterSeq: number,
  options: RunEventsOptions = {},
): AsyncGenerator<RunEvent, void, void> {
  const inbox = createInbox(options.buffer ?? 1000);
  async function* subscribed(): AsyncGenerator<RunEvent, void, void> {
    // Before the first read, so that nothing falls between the two.
    const leave = await bus.subscribe(runId, (event) => inbox.put(event));
    try {
      yield* generate(store, inbox, runId, afterSeq, options);
    } finally {
      leave();
    }
  }
  const events = subscribed();
  const leave = events.return.bind(events);
  // A generator's own `return` waits for the `next` under way; this one ends its waiting first.
  events.return = (value) => {
    inbox.close();
    return leave(value);
  };
  return events;
}
