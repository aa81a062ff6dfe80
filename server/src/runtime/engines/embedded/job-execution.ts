import type { Json } from '@muster/schema';
import { GiveUp } from '../../step-tools';
import type { Claim, EngineJobs, JobRecord, StepRecord } from './engine-jobs';
import { StepWaits } from './step-waits';

/** How this process's part of a job ended. `lost`: the claim is gone, or the database was; nothing more is to be done. */
export type ExecutionEnd =
  | { kind: 'returned'; result: Json }
  | { kind: 'threw'; error: unknown }
  | { kind: 'parked'; wakeInMs: number | null }
  | { kind: 'lost' };

export interface ExecutionDeps {
  jobs: Pick<EngineJobs, 'park' | 'wake'>;
  owner: string;
  /** After so long with nothing to do but wait, the job is parked. */
  parkAfterMs: number;
}

const never = new Promise<never>(() => {});

/**
 * The life of one claimed job in this process. Its handler goes on as long as there is anything to do; when it only
 * waits, the job is parked, this execution is over, and its promises stay pending for ever.
 */
export class JobExecution {
  readonly ended: Promise<ExecutionEnd>;
  readonly #waits = new StepWaits();
  readonly #abort = new AbortController();
  #resolve: (end: ExecutionEnd) => void = () => {};
  #over: ExecutionEnd['kind'] | null = null;
  #active = 0;
  #draining = false;
  #parkTimer: NodeJS.Timeout | undefined;

  constructor(
    readonly job: JobRecord,
    private readonly deps: ExecutionDeps,
  ) {
    this.ended = new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  get claim(): Claim {
    return { jobId: this.job.id, owner: this.deps.owner };
  }

  get isOver(): boolean {
    return this.#over !== null;
  }

  get isWaiting(): boolean {
    return this.#waits.size > 0;
  }

  start(handler: (signal: AbortSignal) => Promise<Json>): void {
    handler(this.#abort.signal).then(
      (result) => this.#end({ kind: 'returned', result }),
      (error: unknown) => this.#end({ kind: 'threw', error }),
    );
  }

  /** Running work is told to stop, and nothing of this execution is recorded any more. */
  abandon(reason: string): void {
    this.#end({ kind: 'lost' });
    this.#abort.abort(new GiveUp(reason));
  }

  /** Lets running steps finish and starts no others; then this execution is over. */
  drain(): void {
    this.#draining = true;
    if (this.#active === 0) this.abandon('the engine is closing');
  }

  /** Hands over what a waiting step waited for; false when it does not wait here. */
  deliver(step: StepRecord): boolean {
    return this.#waits.deliver(step);
  }

  /** Waits for `deliver` or for the time to pass; the step as delivered, or null when the time has passed. */
  async wait(stepId: string, dueInMs: number | null): Promise<StepRecord | null> {
    const waited = this.#waits.wait(stepId, dueInMs);
    this.#considerParking();
    const step = await waited;
    return this.isOver ? this.late() : step;
  }

  /** Does work during which the job is not parked, and which draining waits for. */
  async whileActive<T>(work: () => Promise<T>): Promise<T> {
    this.#active += 1;
    clearTimeout(this.#parkTimer);
    try {
      return await work();
    } finally {
      this.#active -= 1;
      if (this.#draining && this.#active === 0) this.abandon('the engine is closing');
      this.#considerParking();
    }
  }

  /** A write under the claim. Without the database, or the claim, this execution is over, and nothing is lost. */
  async persist<T>(write: () => Promise<T | null | false>): Promise<T> {
    let answer: T | null | false = null;
    try {
      answer = await write();
    } catch {
      // The lease runs out, and the job is claimed again.
    }
    if (answer === null || answer === false || this.isOver) {
      this.abandon('the claim on the job is gone');
      return never;
    }
    return answer;
  }

  /** For a handler that goes on after its execution is over. One that was parked too early is entered again at once. */
  late(): Promise<never> {
    if (this.#over === 'parked') void this.deps.jobs.wake(this.job.id).catch(() => {});
    return never;
  }

  #end(end: ExecutionEnd): void {
    if (this.#over) return;
    this.#over = end.kind;
    clearTimeout(this.#parkTimer);
    this.#waits.disarm();
    this.#resolve(end);
  }

  get #mayPark(): boolean {
    return !this.#over && this.#active === 0 && this.#waits.size > 0;
  }

  #considerParking(): void {
    clearTimeout(this.#parkTimer);
    if (this.#mayPark) this.#parkTimer = setTimeout(() => void this.#park(), this.deps.parkAfterMs);
  }

  async #park(): Promise<void> {
    if (!this.#mayPark) return;
    this.#over = 'parked';
    const { dueInMs: wakeInMs, stepIds } = this.#waits;
    this.#waits.disarm();
    try {
      await this.deps.jobs.park(this.claim, stepIds, wakeInMs, this.job.attempts);
      this.#resolve({ kind: 'parked', wakeInMs });
    } catch {
      this.#resolve({ kind: 'lost' });
    }
  }
}
