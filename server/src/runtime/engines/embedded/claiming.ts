import type { RuntimeLog } from '../../ports';
import type { EngineJobs, JobRecord, Lease } from './engine-jobs';
import type { LiveJobs } from './live-jobs';

/** Most jobs claimed by one statement. */
const BATCH = 20;

export interface Claiming {
  /** Looks for due jobs now, or once more when it is looking already. */
  nudge(): void;
  /** Something is due then. */
  nudgeIn(delayMs: number): void;
  /** A job has made room: looks again if some may have waited for it. */
  roomMade(): void;
  stop(): void;
}

/** Claims jobs that are due, when nudged and every `pollMs`, as far as there is room. */
export function createClaiming(deps: {
  jobs: Pick<EngineJobs, 'claim'>;
  lease: Lease;
  live: LiveJobs;
  log: RuntimeLog;
  pollMs: number;
  /** Works on a claimed job. */
  take(job: JobRecord): void;
}): Claiming {
  const { jobs, lease, live, log, pollMs, take } = deps;
  let isClaiming = false;
  let again = false;
  /** There may be due jobs that waited for room. */
  let mayHaveMore = false;
  let timer: NodeJS.Timeout | undefined;

  async function claimDue(): Promise<void> {
    do {
      again = false;
      const limit = Math.min(live.room, BATCH);
      mayHaveMore = true;
      if (limit <= 0) return;
      const claimed = await jobs.claim(lease, limit);
      for (const job of claimed) {
        // Our own, after a pause longer than the lease: it goes on, and has its lease again.
        const mine = live.get(job.id);
        if (!mine || mine.isOver) take(job);
      }
      mayHaveMore = claimed.length === limit;
      again ||= mayHaveMore;
    } while (again);
  }

  function nudge(): void {
    if (live.phase !== 'open') return;
    again = true;
    if (isClaiming) return;
    isClaiming = true;
    clearTimeout(timer);
    claimDue()
      .catch((error: unknown) => log.warn({ err: error }, 'the engine could not look for jobs'))
      .finally(() => {
        isClaiming = false;
        if (live.phase === 'open') timer = setTimeout(nudge, pollMs);
      });
  }

  return {
    nudge,
    nudgeIn(delayMs) {
      // Beyond a minute the polling is precise enough.
      if (delayMs < 60_000) setTimeout(nudge, delayMs).unref();
    },
    roomMade() {
      if (mayHaveMore) nudge();
    },
    stop() {
      clearTimeout(timer);
    },
  };
}
