import type { EngineJobs } from './engine-jobs';
import type { LiveJobs } from './live-jobs';

const BATCH = 5000;

/**
 * Forgets jobs that ended longer ago than `keepMs`; until then, starting one again is nothing new. Looks ten times in
 * that time at most, however often it is asked.
 */
export function createPurge(jobs: Pick<EngineJobs, 'purge'>, live: LiveJobs, keepMs: number): () => Promise<void> {
  let purgedAt = 0;
  return async () => {
    if (Date.now() - purgedAt < keepMs / 10) return;
    purgedAt = Date.now();
    while (live.phase === 'open' && (await jobs.purge(keepMs, BATCH)) === BATCH);
  };
}
