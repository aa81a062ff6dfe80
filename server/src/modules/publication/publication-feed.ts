import { randomUUID } from 'node:crypto';
import { backoff } from '@muster/schema';
import type { LiveVersion, Publication, PublicationRepository } from './publication.repository';
import { createWakeableLoop, type WakeableLoop } from './wakeable-loop';

/**
 * Handles entries of the log, oldest first. The same entries come again after a failure or a crash, so handling them
 * twice must be harmless. `signal` aborts when the time for one call is over.
 */
export type HandlePublications = (publications: readonly Publication[], signal: AbortSignal) => Promise<void>;

/** A subscriber within this process. */
export interface Follower {
  /** Called once, before the first entry: the versions that are live now. */
  begin(live: readonly LiveVersion[], signal: AbortSignal): Promise<void>;
  /** Called with every entry after that moment. */
  handle: HandlePublications;
}

/** How parts of the server learn which versions went live and were taken down. */
export interface PublicationFeed {
  /**
   * Adds a durable subscriber. Each entry since the first is handled by one replica; the position is stored under the
   * name, so nothing is lost while no replica runs. Call it before `start`.
   */
  subscribe(name: string, handle: HandlePublications): void;
  /** Adds a subscriber for the state of this process, on every replica. Call it before `start`. */
  follow(name: string, follower: Follower): void;
  start(): void;
  /** Resolves when the calls in progress have ended. */
  stop(): Promise<void>;
}

export interface PublicationFeedDeps {
  repository: PublicationRepository;
  log: { warn(details: object, message: string): void };
  /** Calls `wake` when the log has grown; absent: the feed only polls. */
  listen?: (wake: () => void) => { stop(): Promise<void> };
  /** How often the log is read when nothing wakes the feed; 2,000 ms. */
  pollMs?: number;
  /** How long a replica may be silent before another takes its subscribers over; 60,000 ms. */
  leaseMs?: number;
  /** First delay after a failure; doubles with each, up to a minute; 1,000 ms. */
  backoffMs?: number;
}

/** Entries of one call. */
const BATCH = 100;
const LONGEST_BACKOFF_MS = 60_000;

/** Reads the log of publications for every subscriber separately: one that fails holds up no other. */
export function createPublicationFeed(deps: PublicationFeedDeps): PublicationFeed {
  const { repository, log, pollMs = 2_000, leaseMs = 60_000, backoffMs = 1_000 } = deps;
  const owner = randomUUID();
  const loops: WakeableLoop[] = [];
  /** Shorter than the lease, so that one subscriber is never at work on two replicas. */
  const callMs = leaseMs / 2;
  let running = false;
  let listener: { stop(): Promise<void> } | undefined;

  function wake(): void {
    for (const loop of loops) loop.wake();
  }

  function addLoop(name: string, turn: () => Promise<number>): void {
    loops.push(
      createWakeableLoop(() =>
        turn().catch((err: unknown) => {
          log.warn({ err, subscriber: name }, 'the log of publications could not be read; it is tried again');
          return pollMs;
        }),
      ),
    );
  }

  /** Handles everything after the claimed position, batch by batch. */
  async function handleClaimed(name: string, position: number, handle: HandlePublications): Promise<void> {
    let last = position;
    while (running) {
      const publications = await repository.after(last, BATCH);
      last = publications.at(-1)?.seq ?? last;
      if (publications.length === 0) return;
      await withinTime(callMs, (signal) => handle(publications, signal));
      if (!(await repository.advance(name, owner, last, leaseMs))) return;
    }
  }

  return {
    subscribe(name, handle) {
      let isKnown = false;
      addLoop(name, async () => {
        if (!isKnown) await repository.addSubscriber(name);
        isKnown = true;
        const claim = await repository.claim(name, owner, leaseMs);
        if (!claim) return pollMs;
        try {
          await handleClaimed(name, claim.position, handle);
        } catch (err) {
          log.warn({ err, subscriber: name }, 'publications could not be handled; they are tried again');
          const delayMs = backoff(backoffMs, claim.attempts + 1, LONGEST_BACKOFF_MS);
          await repository.retryLater(name, owner, delayMs);
          return Math.min(delayMs, pollMs);
        }
        await repository.release(name, owner);
        return pollMs;
      });
    },

    follow(name, { begin, handle }) {
      let position: number | null = null;
      let attempts = 0;
      async function advance(): Promise<boolean> {
        if (position === null) {
          const { seq, live } = await repository.snapshot();
          await withinTime(callMs, (signal) => begin(live, signal));
          position = seq;
        }
        const publications = await repository.after(position, BATCH);
        if (publications.length > 0) await withinTime(callMs, (signal) => handle(publications, signal));
        position = publications.at(-1)?.seq ?? position;
        return publications.length === BATCH;
      }
      addLoop(name, async () => {
        try {
          const hasMore = await advance();
          attempts = 0;
          return hasMore ? 0 : pollMs;
        } catch (err) {
          log.warn({ err, subscriber: name }, 'publications could not be followed; they are tried again');
          attempts += 1;
          return backoff(backoffMs, attempts, LONGEST_BACKOFF_MS);
        }
      });
    },

    start() {
      running = true;
      for (const loop of loops) loop.start();
      if (loops.length > 0) listener = deps.listen?.(wake);
    },
    async stop() {
      running = false;
      await listener?.stop();
      await Promise.all(loops.map((loop) => loop.stop()));
    },
  };
}

/** Rejects when the work takes longer, whether it listens to its signal or not. */
async function withinTime(milliseconds: number, work: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const abort = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      abort.abort();
      reject(new Error(`a subscriber took longer than ${milliseconds} ms`));
    }, milliseconds);
  });
  try {
    await Promise.race([work(abort.signal), late]);
  } finally {
    clearTimeout(timer);
  }
}
