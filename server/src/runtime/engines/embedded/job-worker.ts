import { backoff, type Json } from '@muster/schema';
import type { RuntimeLog } from '../../ports';
import { type DurableFunction, type FunctionSource, GiveUp } from '../../step-tools';
import type { EngineJobs, JobEnd, JobRecord, Woken } from './engine-jobs';
import { type ExecutionEnd, JobExecution } from './job-execution';
import { createJobSteps, type StepDeps } from './job-steps';
import type { LiveJobs } from './live-jobs';

const GAVE_UP = 'The process ended several times while this ran; it was given up.';
/** Retries of a job whose function is unknown: it may be published the next moment. */
const UNKNOWN_FUNCTION_RETRIES = 4;

export interface WorkerDeps {
  jobs: EngineJobs;
  owner: string;
  source: FunctionSource;
  live: LiveJobs;
  log: RuntimeLog;
  parkAfterMs: number;
  backoffMs: number;
  /** Claims without progress after which a job is given up. */
  maxClaims: number;
  invoke: StepDeps['invoke'];
  /** Wakes those who waited for these steps. */
  deliver(woken: Woken[]): void;
  /** Something is due then. */
  nudgeIn(delayMs: number): void;
  roomMade(): void;
}

/**
 * Works on a job this process has claimed: finds its function, runs it, and records how it ended. Never rejects: what
 * goes wrong here is put right when the lease runs out.
 */
export function createJobWorker(deps: WorkerDeps): (job: JobRecord) => Promise<void> {
  const { jobs, owner, source, live, log, parkAfterMs, backoffMs, maxClaims, deliver, nudgeIn } = deps;

  async function finish(job: JobRecord, end: JobEnd): Promise<void> {
    const done = await jobs.finish({ jobId: job.id, owner }, end);
    if (done?.woken) deliver([done.woken]);
  }

  /** The handler itself failed, or there is none: again later, or never. */
  async function handlerFailed(job: JobRecord, error: unknown, retries: number): Promise<void> {
    const message = error instanceof Error ? error.message : String(error);
    if (error instanceof GiveUp || job.attempts >= retries) return finish(job, { error: message });
    const delayMs = backoff(backoffMs, job.attempts + 1);
    await jobs.park({ jobId: job.id, owner }, [], delayMs, job.attempts + 1);
    nudgeIn(delayMs);
  }

  async function settle(job: JobRecord, end: ExecutionEnd, retries: number): Promise<void> {
    if (end.kind === 'returned') await finish(job, { result: end.result ?? null });
    else if (end.kind === 'threw') await handlerFailed(job, end.error, retries);
    else if (end.kind === 'parked' && end.wakeInMs !== null) nudgeIn(end.wakeInMs);
  }

  async function execute(job: JobRecord, { retries, handler }: DurableFunction): Promise<void> {
    const execution = new JobExecution(job, { jobs, owner, parkAfterMs });
    const step = createJobSteps(execution, { jobs, retries, backoffMs, parkAfterMs, invoke: deps.invoke, deliver });
    live.add(execution);
    // `async`: a handler that throws before it returns a promise has failed like any other.
    execution.start(async (signal): Promise<Json> => handler({ step, data: job.data, signal }));
    const end = await execution.ended;
    try {
      await settle(job, end, retries);
    } finally {
      live.remove(execution);
      deps.roomMade();
    }
  }

  return async (job) => {
    const release = live.reserve();
    try {
      if (job.claims > maxClaims) {
        log.error({ jobId: job.id, functionId: job.functionId, runId: job.runId }, GAVE_UP);
        return await finish(job, { error: GAVE_UP });
      }
      const fn = await source(job.functionId);
      if (live.phase === 'closed') return;
      if (!fn) {
        const unknown = new Error(`there is no function ${job.functionId}`);
        return await handlerFailed(job, unknown, UNKNOWN_FUNCTION_RETRIES);
      }
      const executing = execute(job, fn);
      release();
      await executing;
    } catch (error) {
      log.warn({ err: error, jobId: job.id }, 'a job was let go');
    } finally {
      release();
    }
  };
}
