import type { RuntimeLog } from '../../ports';
import type { EngineJobs, Lease } from './engine-jobs';
import type { LiveJobs } from './live-jobs';

/**
 * Prolongs the leases of this process's jobs, three times in a lease. It is also how they hear of what other processes
 * did: a job that is no longer ours is abandoned, and steps that others settled are delivered.
 */
export function createHeartbeat(deps: {
  jobs: Pick<EngineJobs, 'heartbeat' | 'settled'>;
  lease: Lease;
  live: LiveJobs;
  log: RuntimeLog;
  /** Done with every beat, before it. */
  also(): Promise<void>;
}) {
  const { jobs, lease, live, log, also } = deps;
  let timer: NodeJS.Timeout | undefined;

  async function beat(): Promise<void> {
    await also();
    const mine = live.ids;
    if (mine.length === 0) return;
    const held = new Set(await jobs.heartbeat(lease));
    for (const jobId of mine) if (!held.has(jobId)) live.get(jobId)?.abandon('the run was cancelled');
    const waiting = mine.filter((jobId) => live.get(jobId)?.isWaiting);
    if (waiting.length > 0) live.deliver(await jobs.settled(waiting));
  }

  function start(): void {
    timer = setTimeout(() => {
      beat()
        .catch((error: unknown) => log.warn({ err: error }, 'the engine could not prolong its leases'))
        .finally(() => {
          if (live.phase !== 'closed') start();
        });
    }, lease.leaseMs / 3);
  }

  return {
    start,
    stop() {
      clearTimeout(timer);
    },
  };
}
