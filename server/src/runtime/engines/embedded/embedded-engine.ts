import { randomUUID } from 'node:crypto';
import { isJsonObject, type Json, newId } from '@muster/schema';
import type { RuntimeLog } from '../../ports';
import { type DurableFunction, type Engine, type FunctionSource, GiveUp } from '../../step-tools';
import type { EngineJobs, JobRecord, NewJob, Woken } from './engine-jobs';
import { type ExecutionEnd, JobExecution } from './job-execution';

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

const PURGE_BATCH = 5000;

/** The embedded engine, with the one thing tests need besides. */
export interface EmbeddedEngine extends Engine {
  /** Stops as `kill -9` would: says nothing to the database. */
  crash(): void;
}

const runIdOf = (data: Json): string | null =>
  isJsonObject(data) && typeof data.runId === 'string' ? data.runId : null;

const GAVE_UP = 'The process ended several times while this ran; it was given up.';

/** Durable functions on Postgres alone, for one machine: jobs, steps, timers, events and leases are rows. */
export function createEmbeddedEngine(options: EmbeddedEngineOptions): EmbeddedEngine {
  const { source, jobs, log, leaseMs = 10_000, pollMs = 500, maxJobs = 64, maxClaims = 5 } = options;
  const { parkAfterMs = 50, backoffMs = 1000, keepMs = 3_600_000 } = options;
  const owner = `${process.pid}-${randomUUID()}`;
  const lease = { owner, leaseMs };
  const live = new Map<string, JobExecution>();
  let state: 'new' | 'open' | 'closing' | 'closed' = 'new';
  /** Jobs taken whose function is still being looked up. */
  let taking = 0;
  let claiming = false;
  let claimAgain = false;
  /** There may be due jobs that waited for room. */
  let mayHaveMore = false;
  let pollTimer: NodeJS.Timeout | undefined;
  let beatTimer: NodeJS.Timeout | undefined;
  let purgedAt = 0;

  const hasRoom = () => state === 'open' && live.size + taking < maxJobs;

  function deliver(woken: Woken[]): void {
    let elsewhere = false;
    for (const { jobId, step } of woken) elsewhere = !live.get(jobId)?.deliver(step) || elsewhere;
    if (elsewhere) nudge();
  }

  async function invoke(
    parent: JobExecution,
    stepId: string,
    call: { functionId: string; data: Json },
  ): Promise<boolean> {
    const { jobId } = parent.claim;
    const child: NewJob = { ...newJob(`${jobId}/${stepId}`, call.functionId, call.data) };
    const mine = hasRoom();
    if (mine) taking += 1;
    try {
      const made = await jobs.invoke(parent.claim, stepId, child, mine ? lease : null);
      if (made?.childIsNew) {
        if (mine) void take(asClaimed(child));
        else nudge();
      }
      return made !== null;
    } finally {
      if (mine) taking -= 1;
    }
  }

  const newJob = (key: string, functionId: string, data: Json): NewJob => ({
    id: newId('event').replace('evt_', 'job_'),
    key,
    functionId,
    runId: runIdOf(data),
    data,
  });
  const asClaimed = ({ id, functionId, runId, data }: NewJob): JobRecord => ({
    id,
    functionId,
    runId,
    data,
    claims: 1,
    attempts: 0,
    steps: [],
  });

  async function finish(job: JobRecord, end: { result: Json } | { error: string }): Promise<void> {
    const done = await jobs.finish({ jobId: job.id, owner }, end);
    if (done?.woken) deliver([done.woken]);
  }

  /** The handler itself failed, or there is none: again later, or never. */
  async function handlerFailed(job: JobRecord, error: unknown, retries: number): Promise<void> {
    const message = error instanceof Error ? error.message : String(error);
    if (error instanceof GiveUp || job.attempts >= retries) return finish(job, { error: message });
    const delayMs = backoffMs * 2 ** job.attempts;
    await jobs.park({ jobId: job.id, owner }, [], delayMs, job.attempts + 1);
    nudgeIn(delayMs);
  }

  async function settle(execution: JobExecution, end: ExecutionEnd, retries: number): Promise<void> {
    if (end.kind === 'returned') await finish(execution.job, { result: end.result ?? null });
    else if (end.kind === 'threw') await handlerFailed(execution.job, end.error, retries);
    else if (end.kind === 'parked' && end.wakeInMs !== null) nudgeIn(end.wakeInMs);
  }

  async function execute(job: JobRecord, fn: DurableFunction): Promise<void> {
    const execution = new JobExecution(job, fn, { jobs, owner, parkAfterMs, backoffMs, invoke, deliver });
    live.set(job.id, execution);
    execution.start();
    const end = await execution.ended;
    try {
      await settle(execution, end, fn.retries);
    } finally {
      if (live.get(job.id) === execution) live.delete(job.id);
      if (mayHaveMore) nudge();
    }
  }

  /** Works on a job this process has claimed. Never rejects: what goes wrong here is put right when the lease runs out. */
  async function take(job: JobRecord): Promise<void> {
    taking += 1;
    let isTaking = true;
    const taken = () => {
      if (isTaking) taking -= 1;
      isTaking = false;
    };
    try {
      if (job.claims > maxClaims) {
        log.error({ jobId: job.id, functionId: job.functionId, runId: job.runId }, GAVE_UP);
        return await finish(job, { error: GAVE_UP });
      }
      const fn = await source(job.functionId);
      if (state === 'closed') return;
      if (!fn) return await handlerFailed(job, new Error(`there is no function ${job.functionId}`), 4);
      const executing = execute(job, fn);
      taken();
      await executing;
    } catch (error) {
      log.warn({ err: error, jobId: job.id }, 'a job was let go');
    } finally {
      taken();
    }
  }

  async function claimDue(): Promise<void> {
    do {
      claimAgain = false;
      const room = Math.min(maxJobs - live.size - taking, 20);
      mayHaveMore = true;
      if (room <= 0 || state !== 'open') return;
      const claimed = await jobs.claim(lease, room);
      for (const job of claimed) {
        // Our own, after a pause longer than the lease: it goes on, and has its lease again.
        const mine = live.get(job.id);
        if (!mine || mine.isOver) void take(job);
      }
      mayHaveMore = claimed.length === room;
      claimAgain ||= mayHaveMore;
    } while (claimAgain);
  }

  /** Something is due then. Beyond a minute the polling is precise enough. */
  function nudgeIn(delayMs: number): void {
    if (delayMs < 60_000) setTimeout(nudge, delayMs).unref();
  }

  /** Looks for due jobs now, or once more when it is looking already. */
  function nudge(): void {
    if (state !== 'open') return;
    claimAgain = true;
    if (claiming) return;
    claiming = true;
    clearTimeout(pollTimer);
    claimDue()
      .catch((error: unknown) => log.warn({ err: error }, 'the engine could not look for jobs'))
      .finally(() => {
        claiming = false;
        if (state === 'open') pollTimer = setTimeout(nudge, pollMs);
      });
  }

  async function purge(): Promise<void> {
    if (Date.now() - purgedAt < keepMs / 10) return;
    purgedAt = Date.now();
    while (state === 'open' && (await jobs.purge(keepMs, PURGE_BATCH)) === PURGE_BATCH);
  }

  async function beat(): Promise<void> {
    await purge();
    const mine = [...live.keys()];
    if (mine.length === 0) return;
    const held = new Set(await jobs.heartbeat(lease));
    for (const jobId of mine) if (!held.has(jobId)) live.get(jobId)?.abandon('the run was cancelled');
    const waiting = mine.filter((jobId) => live.get(jobId)?.isWaiting);
    if (waiting.length > 0) for (const { jobId, step } of await jobs.settled(waiting)) live.get(jobId)?.deliver(step);
  }

  function beatOn(): void {
    beatTimer = setTimeout(() => {
      beat()
        .catch((error: unknown) => log.warn({ err: error }, 'the engine could not prolong its leases'))
        .finally(() => {
          if (state === 'open' || state === 'closing') beatOn();
        });
    }, leaseMs / 3);
  }

  function stopTimers(): void {
    state = 'closed';
    clearTimeout(pollTimer);
    clearTimeout(beatTimer);
  }

  return {
    name: 'embedded',

    async open() {
      state = 'open';
      beatOn();
      nudge();
    },

    async start({ key, functionId, data }) {
      const job = newJob(key, functionId, data);
      // Claimed with the insert when there is room: one round trip less before it runs.
      const mine = hasRoom();
      if (mine) taking += 1;
      try {
        const isNew = await jobs.insert(job, mine ? lease : null);
        if (isNew && mine) void take(asClaimed(job));
        else if (isNew) nudge();
      } finally {
        if (mine) taking -= 1;
      }
    },

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
      if (state !== 'open') return stopTimers();
      state = 'closing';
      clearTimeout(pollTimer);
      const until = Date.now() + graceMs;
      while (live.size + taking > 0 && Date.now() < until) {
        for (const execution of live.values()) execution.drain();
        await new Promise((resolve) => setTimeout(resolve, Math.min(10, graceMs)));
      }
      stopTimers();
      for (const execution of live.values()) execution.abandon('the engine is closing');
      await jobs.release(owner);
    },

    crash() {
      stopTimers();
      for (const execution of live.values()) execution.abandon('the process ended');
    },
  };
}
