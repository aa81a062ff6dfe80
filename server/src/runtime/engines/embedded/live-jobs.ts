import type { Woken } from './engine-jobs';
import type { JobExecution } from './job-execution';

/** `closing`: nothing new is taken, and what runs may come to an end. */
type Phase = 'new' | 'open' | 'closing' | 'closed';

/** The jobs at work in this process, and the room for more. */
export class LiveJobs {
  phase: Phase = 'new';
  readonly #executions = new Map<string, JobExecution>();
  /** Places for jobs whose function is still being looked up. */
  #reserved = 0;

  constructor(private readonly maxJobs: number) {}

  /** How many more jobs may be taken. */
  get room(): number {
    return this.phase === 'open' ? this.maxJobs - this.#executions.size - this.#reserved : 0;
  }

  get ids(): string[] {
    return [...this.#executions.keys()];
  }

  /** Keeps a place; the answer gives it back, and may be called again. */
  reserve(): () => void {
    let isKept = true;
    this.#reserved += 1;
    return () => {
      if (isKept) this.#reserved -= 1;
      isKept = false;
    };
  }

  get(jobId: string): JobExecution | undefined {
    return this.#executions.get(jobId);
  }

  add(execution: JobExecution): void {
    this.#executions.set(execution.job.id, execution);
  }

  /** Forgets this execution, unless the job has another one by now. */
  remove(execution: JobExecution): void {
    if (this.#executions.get(execution.job.id) === execution) this.#executions.delete(execution.job.id);
  }

  /** Hands settled steps to the parents that wait for them here; false when one of them does not. */
  deliver(woken: readonly Woken[]): boolean {
    let areAllHere = true;
    for (const { jobId, step } of woken) areAllHere = (this.get(jobId)?.deliver(step) ?? false) && areAllHere;
    return areAllHere;
  }

  /** Lets running steps come to an end, for up to `graceMs`. */
  async drain(graceMs: number): Promise<void> {
    const until = Date.now() + graceMs;
    while (this.#executions.size + this.#reserved > 0 && Date.now() < until) {
      for (const execution of this.#executions.values()) execution.drain();
      await new Promise((resolve) => setTimeout(resolve, Math.min(10, graceMs)));
    }
  }

  abandonAll(reason: string): void {
    for (const execution of this.#executions.values()) execution.abandon(reason);
  }
}
