import { type Json, newId, OperationalError } from '@muster/schema';
import { type DurableFunction, type FunctionSource, isStartable, runIdOf } from '../../step-tools';
import type { Claim, EngineJobs, JobRecord, Lease, NewJob } from './engine-jobs';
import type { LiveJobs } from './live-jobs';

/** A function that is unknown here fails when the job is worked on. */
const newJob = (key: string, functionId: string, fn: DurableFunction | null, data: Json): NewJob => ({
  id: newId('event').replace('evt_', 'job_'),
  key,
  functionId,
  runId: fn && runIdOf(fn, data),
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

/** Makes jobs: those that were started, and those that others invoke. */
export function createNewJobs(deps: {
  jobs: Pick<EngineJobs, 'insert' | 'invoke'>;
  source: FunctionSource;
  lease: Lease;
  live: LiveJobs;
  /** Works on a claimed job. */
  take(job: JobRecord): void;
  /** There is a job for whoever has room. */
  nudge(): void;
}) {
  const { jobs, source, lease, live, take, nudge } = deps;

  /** Claimed with the insert when there is room: one round trip less before it runs. */
  async function insert(job: NewJob, write: (lease: Lease | null) => Promise<{ isNew: boolean }>): Promise<void> {
    const release = live.room > 0 ? live.reserve() : null;
    try {
      const { isNew } = await write(release && lease);
      if (isNew && release) take(asClaimed(job));
      else if (isNew) nudge();
    } finally {
      release?.();
    }
  }

  return {
    async start({ key, functionId, data }: { key: string; functionId: string; data: Json }): Promise<void> {
      const fn = await source(functionId);
      if (fn && !isStartable(fn)) throw new OperationalError('INTERNAL', `function ${functionId} is only invoked`);
      const job = newJob(key, functionId, fn, data);
      await insert(job, async (mine) => ({ isNew: await jobs.insert(job, mine) }));
    },

    /** A child whose end settles the parent's step. False when the claim on the parent is gone. */
    async invoke(parent: Claim, stepId: string, call: { functionId: string; data: Json }): Promise<boolean> {
      const job = newJob(`${parent.jobId}/${stepId}`, call.functionId, await source(call.functionId), call.data);
      let isHeld = false;
      await insert(job, async (mine) => {
        const made = await jobs.invoke(parent, stepId, job, mine);
        isHeld = made !== null;
        return { isNew: made?.childIsNew ?? false };
      });
      return isHeld;
    },
  };
}
