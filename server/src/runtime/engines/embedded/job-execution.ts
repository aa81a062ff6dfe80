import type { Json } from '@muster/schema';
import { type DurableFunction, GiveUp, RetryLater, type StepTools } from '../../step-tools';
import type { EngineJobs, JobRecord, StepRecord, Woken } from './engine-jobs';

/** How this process's part of a job ended. `lost`: the claim is gone, or the database was; nothing more is to be done. */
export type ExecutionEnd =
  | { kind: 'returned'; result: Json }
  | { kind: 'threw'; error: unknown }
  | { kind: 'parked'; wakeInMs: number | null }
  | { kind: 'lost' };

export interface ExecutionDeps {
  jobs: EngineJobs;
  owner: string;
  /** After so long with nothing to do but wait, the job is parked. */
  parkAfterMs: number;
  /** First back-off for faults of the surroundings; doubles with each. */
  backoffMs: number;
  invoke(execution: JobExecution, stepId: string, call: { functionId: string; data: Json }): Promise<boolean>;
  deliver(woken: Woken[]): void;
}

const never = new Promise<never>(() => {});

interface Wait {
  settle(step: StepRecord): void;
  /** Takes its timer away; it stays pending. */
  disarm(): void;
  /** When a timer ends it, by this process's clock; null when only others can. */
  dueAt: number | null;
}

/**
 * One job in this process: its handler and the steps it has asked for. The handler goes on as long as there is anything
 * to do; when it only waits, the job is parked, this execution is over, and its promises stay pending for ever.
 */
export class JobExecution {
  readonly ended: Promise<ExecutionEnd>;
  readonly #steps: Map<string, StepRecord>;
  readonly #waits = new Map<string, Wait>();
  readonly #abort = new AbortController();
  #resolve: (end: ExecutionEnd) => void = () => {};
  #over: ExecutionEnd['kind'] | null = null;
  #active = 0;
  #hasProgress: boolean;
  #draining = false;
  #parkTimer: NodeJS.Timeout | undefined;

  constructor(
    readonly job: JobRecord,
    private readonly fn: DurableFunction,
    private readonly deps: ExecutionDeps,
  ) {
    this.ended = new Promise((resolve) => {
      this.#resolve = resolve;
    });
    this.#steps = new Map(job.steps.map((step) => [step.stepId, step]));
    this.#hasProgress = job.claims <= 1;
  }

  get claim() {
    return { jobId: this.job.id, owner: this.deps.owner };
  }

  start(): void {
    const { data } = this.job;
    this.fn.handler({ step: this.#tools(), data, signal: this.#abort.signal }).then(
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
    const wait = this.#waits.get(step.stepId);
    wait?.settle(step);
    return wait !== undefined;
  }

  get isOver(): boolean {
    return this.#over !== null;
  }

  get isWaiting(): boolean {
    return this.#waits.size > 0;
  }

  #end(end: ExecutionEnd): void {
    if (this.#over) return;
    this.#over = end.kind;
    this.#disarm();
    this.#resolve(end);
  }

  #disarm(): void {
    clearTimeout(this.#parkTimer);
    for (const wait of this.#waits.values()) wait.disarm();
  }

  /** For a handler that goes on after its execution is over. One that was parked too early is entered again at once. */
  #late(): Promise<never> {
    if (this.#over === 'parked') void this.deps.jobs.wake(this.job.id).catch(() => {});
    return never;
  }

  async #whileActive<T>(work: () => Promise<T>): Promise<T> {
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

  /** The database cannot be reached, or the claim is gone: this execution is over, and nothing is lost. */
  async #persist<T>(work: () => Promise<T | null | false>): Promise<T> {
    let answer: T | null | false = null;
    try {
      answer = await work();
    } catch {
      // The lease runs out, and the job is claimed again.
    }
    if (answer === null || answer === false || this.#over) {
      this.abandon('the claim on the job is gone');
      return never;
    }
    return answer;
  }

  #considerParking(): void {
    clearTimeout(this.#parkTimer);
    if (this.#over || this.#active > 0 || this.#waits.size === 0) return;
    this.#parkTimer = setTimeout(() => void this.#park(), this.deps.parkAfterMs);
  }

  async #park(): Promise<void> {
    if (this.#over || this.#active > 0 || this.#waits.size === 0) return;
    this.#over = 'parked';
    const due = [...this.#waits.values()].flatMap(({ dueAt }) => dueAt ?? []);
    const wakeInMs = due.length === 0 ? null : Math.max(0, Math.min(...due) - Date.now());
    const waiting = [...this.#waits.keys()];
    this.#disarm();
    try {
      await this.deps.jobs.park(this.claim, waiting, wakeInMs, this.job.attempts);
      this.#resolve({ kind: 'parked', wakeInMs });
    } catch {
      this.#resolve({ kind: 'lost' });
    }
  }

  /** Waits for `deliver` or for the time to pass; the step as delivered, or null when the time has passed. */
  async #wait(stepId: string, dueInMs: number | null): Promise<StepRecord | null> {
    const step = await new Promise<StepRecord | null>((resolve) => {
      // A timer beyond the parking is not needed, and one beyond 24 days does not exist.
      const isSoon = dueInMs !== null && dueInMs < 60_000;
      const timer = isSoon ? setTimeout(() => finish(null), dueInMs) : undefined;
      const finish = (settled: StepRecord | null) => {
        clearTimeout(timer);
        this.#waits.delete(stepId);
        resolve(settled);
      };
      const disarm = () => clearTimeout(timer);
      this.#waits.set(stepId, { settle: finish, disarm, dueAt: dueInMs === null ? null : Date.now() + dueInMs });
      this.#considerParking();
    });
    return this.#over ? this.#late() : step;
  }

  #recorded(stepId: string): StepRecord | null {
    const step = this.#steps.get(stepId);
    return step && step.status !== 'PENDING' ? step : null;
  }

  #resultOf(step: StepRecord): Json {
    if (step.status === 'FAILED') throw new GiveUp(step.error ?? 'the step failed');
    return step.result;
  }

  async #finishStep(stepId: string, kind: string, end: { result: Json } | { error: string }): Promise<Json> {
    const progress = !this.#hasProgress;
    this.#hasProgress = true;
    const step = await this.#persist(() => this.deps.jobs.finishStep(this.claim, { stepId, kind, progress, ...end }));
    this.#steps.set(stepId, step);
    return this.#resultOf(step);
  }

  /** One try of a step's work: its recorded result, or how long to wait for the next. */
  #try(stepId: string, attempts: number, work: (attempt: { number: number }) => Promise<Json>) {
    return this.#whileActive(async (): Promise<{ result: Json } | { delayMs: number; attempts: number }> => {
      let result: Json;
      try {
        result = await work({ number: attempts });
      } catch (error) {
        if (this.#over) return this.#late();
        if (error instanceof RetryLater) return { delayMs: error.delayMs, attempts };
        const message = error instanceof Error ? error.message : String(error);
        if (error instanceof GiveUp || attempts >= this.fn.retries) {
          return { result: await this.#finishStep(stepId, 'run', { error: message }) };
        }
        return { delayMs: this.deps.backoffMs * 2 ** attempts, attempts: attempts + 1 };
      }
      if (this.#over) return this.#late();
      return { result: await this.#finishStep(stepId, 'run', { result: result ?? null }) };
    });
  }

  async #run(stepId: string, work: (attempt: { number: number }) => Promise<Json>): Promise<Json> {
    if (this.#over) return this.#late();
    const recorded = this.#recorded(stepId);
    if (recorded) return this.#resultOf(recorded);
    const pending = this.#steps.get(stepId);
    let attempts = pending?.attempts ?? 0;
    if (pending?.wakeInMs && pending.wakeInMs > 0) await this.#wait(stepId, pending.wakeInMs);
    for (;;) {
      const tried = await this.#try(stepId, attempts, work);
      if ('result' in tried) return tried.result;
      const { delayMs } = tried;
      attempts = tried.attempts;
      if (delayMs > this.deps.parkAfterMs) {
        const wait = { stepId, kind: 'run' as const, wakeInMs: delayMs, attempts };
        await this.#whileActive(() => this.#persist(() => this.deps.jobs.waitStep(this.claim, wait)));
      }
      await this.#wait(stepId, delayMs);
    }
  }

  async #sleep(stepId: string, milliseconds: number): Promise<void> {
    if (this.#over) return this.#late();
    const pending = this.#steps.get(stepId);
    const wakeInMs = pending ? (pending.wakeInMs ?? 0) : milliseconds;
    if (!pending) {
      await this.#whileActive(() =>
        this.#persist(() => this.deps.jobs.waitStep(this.claim, { stepId, kind: 'sleep', wakeInMs })),
      );
    }
    if (wakeInMs > 0) await this.#wait(stepId, wakeInMs);
  }

  async #waitForEvent(stepId: string, wait: Parameters<StepTools['waitForEvent']>[1]): Promise<Json> {
    if (this.#over) return this.#late();
    const recorded = this.#recorded(stepId);
    if (recorded) return this.#resultOf(recorded);
    const pending = this.#steps.get(stepId);
    const wakeInMs = pending ? (pending.wakeInMs ?? 0) : wait.timeoutMs;
    if (!pending) {
      const { event, match } = wait;
      const step = { stepId, kind: 'event' as const, wakeInMs, wait: { event, match } };
      await this.#whileActive(() => this.#persist(() => this.deps.jobs.waitStep(this.claim, step)));
    }
    const delivered = await this.#wait(stepId, Math.max(0, wakeInMs));
    if (delivered) return this.#resultOf(delivered);
    // Too late, unless the event is there after all: what is recorded first counts.
    return this.#whileActive(() => this.#finishStep(stepId, 'event', { result: null }));
  }

  async #invoke(stepId: string, call: { functionId: string; data: Json }): Promise<Json> {
    if (this.#over) return this.#late();
    const recorded = this.#recorded(stepId);
    if (recorded) return this.#resultOf(recorded);
    if (!this.#steps.has(stepId)) {
      const waited = this.#wait(stepId, null);
      await this.#whileActive(() => this.#persist(() => this.deps.invoke(this, stepId, call)));
      return this.#resultOf((await waited) as StepRecord);
    }
    return this.#resultOf((await this.#wait(stepId, null)) as StepRecord);
  }

  #tools(): StepTools {
    const run = (id: string, work: (attempt: { number: number }) => Promise<Json>) => this.#run(id, work);
    return {
      run: run as StepTools['run'],
      sleep: (id, milliseconds) => this.#sleep(id, milliseconds),
      waitForEvent: ((id, wait) => this.#waitForEvent(id, wait)) as StepTools['waitForEvent'],
      invoke: ((id, call) => this.#invoke(id, call)) as StepTools['invoke'],
      sendEvent: async (id, events) => {
        await run(id, async () => {
          this.deps.deliver(await this.deps.jobs.sendEvents(events));
          return null;
        });
      },
    };
  }
}
