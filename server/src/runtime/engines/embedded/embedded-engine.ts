import { randomUUID } from 'node:crypto';
import type { RuntimeLog } from '../../ports';
import type { Engine, FunctionSource } from '../../step-tools';
import { createClaiming } from './claiming';
import type { EngineJobs, JobRecord, Woken } from './engine-jobs';
import { createHeartbeat } from './heartbeat';
import { createJobWorker } from './job-worker';
import { LiveJobs } from './live-jobs';
import { createNewJobs } from './new-jobs';
import { createPurge } from './purge';

export interface EmbeddedEngineOptions {
  source: FunctionSource;
  jobs: EngineJobs;
  log: RuntimeLog;
  /** How long a process may be silent before its jobs go to others; 10,000 ms. */
  leaseMs?: number;
  /** How often it looks for jobs that nobody in this process told it of; 500 ms. */
  pollMs?: number;
  /** Jobs at work in this process at once; parked ones do not count; 64. */
  maxJobs?: number;
  /** Claims without progress after which a job is given up; 5. */
  maxClaims?: number;
  /** How long a job that only waits stays in memory; 50 ms. */
  parkAfterMs?: number;
  /** First back-off for faults of the surroundings; 1,000 ms. */
  backoffMs?: number;
  /** How long a job that has ended is kept, so that starting it again is nothing new; an hour. */
  keepMs?: number;
}

/** The embedded engine, with the one thing tests need besides. */
export interface EmbeddedEngine extends Engine {
  /** Stops as `kill -9` would: says nothing to the database. */
  crash(): void;
}

/**
 * Durable functions on Postgres alone, for one machine: jobs, steps, timers, events and leases are rows. A job is made
 * (`new-jobs`) or claimed (`claiming`), worked on (`job-worker`), and held (`heartbeat`) until it ends or parks.
 */
export function createEmbeddedEngine(options: EmbeddedEngineOptions): EmbeddedEngine {
  const { source, jobs, log, leaseMs = 10_000, pollMs = 500, maxJobs = 64, maxClaims = 5 } = options;
  const { parkAfterMs = 50, backoffMs = 1000, keepMs = 3_600_000 } = options;
  const owner = `${process.pid}-${randomUUID()}`;
  const lease = { owner, leaseMs };
  const live = new LiveJobs(maxJobs);

  const take = (job: JobRecord): void => void work(job);
  const claiming = createClaiming({ jobs, lease, live, log, pollMs, take });
  const { nudge, nudgeIn, roomMade } = claiming;
  const newJobs = createNewJobs({ jobs, source, lease, live, take, nudge });
  const heartbeat = createHeartbeat({ jobs, lease, live, log, also: createPurge(jobs, live, keepMs) });
  const work = createJobWorker({
    jobs,
    owner,
    source,
    live,
    log,
    parkAfterMs,
    backoffMs,
    maxClaims,
    invoke: newJobs.invoke,
    deliver,
    nudgeIn,
    roomMade,
  });

  /** Parents that do not wait here are parked, and due now, or another process has them. */
  function deliver(woken: Woken[]): void {
    if (!live.deliver(woken)) nudge();
  }

  function stopTimers(): void {
    live.phase = 'closed';
    claiming.stop();
    heartbeat.stop();
  }

  return {
    name: 'embedded',

    async open() {
      live.phase = 'open';
      heartbeat.start();
      nudge();
    },

    start: (call) => newJobs.start(call),

    async sendEvent(event) {
      deliver(await jobs.sendEvents([event]));
    },

    async cancel(runId) {
      for (const jobId of await jobs.cancelRun(runId)) live.get(jobId)?.abandon('the run was cancelled');
    },

    async lost(runIds) {
      const alive = new Set(await jobs.aliveRuns(runIds));
      return runIds.filter((runId) => !alive.has(runId));
    },

    async close(graceMs) {
      if (live.phase !== 'open') return stopTimers();
      live.phase = 'closing';
      claiming.stop();
      await live.drain(graceMs);
      stopTimers();
      live.abandonAll('the engine is closing');
      await jobs.release(owner);
    },

    crash() {
      stopTimers();
      live.abandonAll('the process ended');
    },
  };
}
