import { backoff, type Json } from '@muster/schema';
import { type DurableFunction, GiveUp, RetryLater, type StepTools } from '../../step-tools';
import type { Settlement, SimulatedJob, SimulatedStep, SimulatedWorld } from './simulated-jobs';

const never = new Promise<never>(() => {});

export interface EntryHost {
  world: SimulatedWorld;
  /** Records how a step ended, unless it had; the recorded end. May throw the process away instead. */
  settle(job: SimulatedJob, stepId: string, end: Settlement): Settlement;
  invoke(job: SimulatedJob, stepId: string, call: { functionId: string; data: Json }): void;
  sendEvent(event: { name: string; data: Json }): void;
  /** True when this entry shall end here, as if the next step came to another process. */
  breaksOff(): boolean;
  /** A step waits for another try: whoever waits for its end looks again. */
  released(job: SimulatedJob, stepId: string): void;
  nudge(): void;
}

/** One call of a job's handler. Its promises stay pending for ever once it is `dead` or `retired`. */
export class SimulatedEntry {
  /** The process is gone: nothing of it is recorded any more. */
  dead = false;
  /** The handler goes on in another call; work under way here is still recorded. */
  retired = false;
  /** Steps whose work is under way. */
  active = 0;
  readonly waits = new Map<string, (end: Settlement | null) => void>();
  readonly #abort = new AbortController();

  constructor(
    readonly job: SimulatedJob,
    private readonly fn: DurableFunction,
    private readonly host: EntryHost,
    /** A second delivery of the same job: knows nothing of what the first has under way. */
    private readonly isDuplicate: boolean,
  ) {}

  get isOver(): boolean {
    return this.dead || this.retired;
  }

  /** Resolves when the handler has ended; never, when the entry dies first. */
  call(): Promise<Settlement | { thrown: unknown }> {
    const { data } = this.job;
    const call = { step: this.#tools(), data: structuredClone(data), signal: this.#abort.signal };
    // `async`: a handler that throws before it returns a promise has failed like any other.
    return (async () => this.fn.handler(call))().then(
      (result) => (this.isOver ? never : { result: result ?? null }),
      (thrown: unknown) => (this.isOver ? never : { thrown }),
    );
  }

  kill(reason: string): void {
    this.dead = true;
    this.#abort.abort(new GiveUp(reason));
  }

  #step(stepId: string, make: () => Partial<SimulatedStep>): SimulatedStep {
    const found = this.job.steps.get(stepId);
    if (found) return found;
    const step: SimulatedStep = { settled: null, attempts: 0, dueAt: null, wait: null, ...make() };
    this.job.steps.set(stepId, step);
    return step;
  }

  #value(end: Settlement): Json {
    if ('error' in end) throw new GiveUp(end.error);
    return structuredClone(end.result);
  }

  /** Waits until the step is settled, or due. */
  async #wait(stepId: string, step: SimulatedStep, isElsewhere = false): Promise<Settlement | null> {
    const isDue = step.dueAt !== null && step.dueAt <= this.host.world.now;
    if (step.settled || (isDue && !isElsewhere)) return step.settled;
    const end = await new Promise<Settlement | null>((resolve) => {
      this.waits.set(stepId, resolve);
      this.host.nudge();
    });
    this.waits.delete(stepId);
    return this.isOver ? never : end;
  }

  async #settle(stepId: string, end: Settlement): Promise<Json> {
    if (this.dead) return never;
    const recorded = this.host.settle(this.job, stepId, end);
    if (this.isOver || this.host.breaksOff()) {
      this.retired = true;
      this.host.nudge();
      return never;
    }
    return this.#value(recorded);
  }

  /** One try of a step's work. */
  async #try(
    step: SimulatedStep,
    work: (attempt: { number: number }) => Promise<Json>,
  ): Promise<Settlement | { delayMs: number }> {
    try {
      return { result: structuredClone((await work({ number: step.attempts })) ?? null) };
    } catch (error) {
      if (error instanceof RetryLater) return { delayMs: error.delayMs };
      if (error instanceof GiveUp || step.attempts >= this.fn.retries)
        return { error: String((error as Error).message) };
      step.attempts += 1;
      return { delayMs: backoff(1_000, step.attempts) };
    }
  }

  async #run(stepId: string, work: (attempt: { number: number }) => Promise<Json>): Promise<Json> {
    if (this.isOver) return never;
    const step = this.#step(stepId, () => ({}));
    const { inFlight } = this.job;
    for (;;) {
      const isElsewhere = inFlight.has(stepId) && !this.isDuplicate;
      if (!step.settled && (isElsewhere || step.dueAt !== null)) await this.#wait(stepId, step, isElsewhere);
      if (step.settled) return this.#value(step.settled);
      if (inFlight.has(stepId) && !this.isDuplicate) continue;
      inFlight.add(stepId);
      this.active += 1;
      const end = await this.#try(step, work);
      this.active -= 1;
      if (this.dead) return never;
      inFlight.delete(stepId);
      if (!('delayMs' in end)) return this.#settle(stepId, end);
      step.dueAt = this.host.world.now + end.delayMs;
      this.host.released(this.job, stepId);
      if (this.retired) return never;
    }
  }

  #tools(): StepTools {
    const run = (id: string, work: (attempt: { number: number }) => Promise<Json>) => this.#run(id, work);
    return {
      run: run as StepTools['run'],
      sleep: async (id, milliseconds) => {
        if (this.dead) return never;
        await this.#wait(
          id,
          this.#step(id, () => ({ dueAt: this.host.world.now + milliseconds })),
        );
      },
      waitForEvent: (async (id, { event, match, timeoutMs }) => {
        if (this.isOver) return never;
        const step = this.#step(id, () => ({ dueAt: this.host.world.now + timeoutMs, wait: { event, match } }));
        const end = await this.#wait(id, step);
        return end ? this.#value(end) : this.#settle(id, { result: null });
      }) as StepTools['waitForEvent'],
      invoke: (async (id, call) => {
        if (this.isOver) return never;
        const step = this.#step(id, () => ({}));
        if (!step.settled) this.host.invoke(this.job, id, call);
        return this.#value((await this.#wait(id, step)) as Settlement);
      }) as StepTools['invoke'],
      sendEvent: async (id, events) => {
        await run(id, async () => {
          for (const event of events) this.host.sendEvent(event);
          return null;
        });
      },
    };
  }
}
