import type { Json } from '@muster/schema';
import type { EventPayload, Match } from '../../step-tools';

/** What a step returned, or what it waits for. */
export interface StepRecord {
  stepId: string;
  status: 'PENDING' | 'DONE' | 'FAILED';
  result: Json;
  /** Of a failed step. */
  error: string | null;
  /** Attempts so far that count against the function's retries. */
  attempts: number;
  /** Until a waiting step is due; null when it waits for something else only. */
  wakeInMs: number | null;
}

/** A claimed job with all its steps. */
export interface JobRecord {
  id: string;
  functionId: string;
  runId: string | null;
  data: Json;
  /** Claims since the last progress, this one included. */
  claims: number;
  /** Times the handler itself failed. */
  attempts: number;
  steps: StepRecord[];
}

export interface NewJob {
  id: string;
  key: string;
  functionId: string;
  runId: string | null;
  data: Json;
}

/** Who may write to a job, and for how long from now. */
export interface Lease {
  owner: string;
  leaseMs: number;
}

/** A claim on one job; every write checks that it still holds. */
export interface Claim {
  jobId: string;
  owner: string;
}

/** A waiting step that has got what it waited for. */
export interface Woken {
  jobId: string;
  step: StepRecord;
}

export interface PendingStep {
  stepId: string;
  kind: 'run' | 'sleep' | 'event';
  wakeInMs: number;
  attempts?: number;
  wait?: { event: string; match: Match };
}

export type JobEnd = { result: Json } | { error: string };

/**
 * Jobs and steps as the embedded engine keeps them. Each method is one transaction; times are by the clock of the
 * database. Methods that take a `Claim` answer null or false when it no longer holds: the job was cancelled, or another
 * process has it.
 */
export interface EngineJobs {
  /** With a lease the job is claimed at once. False when the key was used before. */
  insert(job: NewJob, lease: Lease | null): Promise<boolean>;
  claim(lease: Lease, limit: number): Promise<JobRecord[]>;
  /** Prolongs every lease of the owner; ids of its jobs. */
  heartbeat(lease: Lease): Promise<string[]>;
  /** Waiting steps of these jobs that are settled by now. */
  settled(jobIds: string[]): Promise<Woken[]>;
  /** Records a step's end. One that ended before stays as it is; the answer is what is recorded. */
  finishStep(
    claim: Claim,
    step: { stepId: string; kind: string; progress: boolean } & JobEnd,
  ): Promise<StepRecord | null>;
  /** Records that a step waits. False when the claim is gone. */
  waitStep(claim: Claim, step: PendingStep): Promise<boolean>;
  /** Makes a child whose end settles the step. `childIsNew` false: it was made before. */
  invoke(claim: Claim, stepId: string, child: NewJob, lease: Lease | null): Promise<{ childIsNew: boolean } | null>;
  /** Lets go of a job until `wakeInMs` (null: until something wakes it), at once when one of `waiting` is settled. */
  park(claim: Claim, waiting: string[], wakeInMs: number | null, attempts: number): Promise<boolean>;
  /** Ends a job, its rows and those of its steps' parents; the parent's step if there is one. Null when the claim is gone. */
  finish(claim: Claim, end: JobEnd): Promise<{ woken: Woken | null } | null>;
  /** Makes a parked job due now. */
  wake(jobId: string): Promise<void>;
  /** Settles waits for these events. */
  sendEvents(events: EventPayload[]): Promise<Woken[]>;
  /** Ends every open job of the run; their ids. */
  cancelRun(runId: string): Promise<string[]>;
  /** Those of the runs that have a job which is not over. */
  aliveRuns(runIds: string[]): Promise<string[]>;
  /** Forgets jobs that ended longer ago than this, with their steps; at most `limit` at a time. How many it were. */
  purge(olderThanMs: number, limit: number): Promise<number>;
  /** Gives back everything the owner still holds. */
  release(owner: string): Promise<void>;
}
