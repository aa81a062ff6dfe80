import type { StepRecord } from './engine-jobs';

interface Wait {
  settle(step: StepRecord | null): void;
  timer: NodeJS.Timeout | undefined;
  /** When a timer ends it, by this process's clock; null when only others can. */
  dueAt: number | null;
}

/** Timers beyond this are not needed, as the job is parked long before, and beyond 24 days they do not exist. */
const LONGEST_TIMER_MS = 60_000;

/** What the steps of one job wait for in this process. */
export class StepWaits {
  readonly #waits = new Map<string, Wait>();

  get size(): number {
    return this.#waits.size;
  }

  get stepIds(): string[] {
    return [...this.#waits.keys()];
  }

  /** Until the first of them is due; null when only others can end them. */
  get dueInMs(): number | null {
    const due = [...this.#waits.values()].flatMap(({ dueAt }) => dueAt ?? []);
    return due.length === 0 ? null : Math.max(0, Math.min(...due) - Date.now());
  }

  /** The step as `deliver` brings it, or null when the time has passed first. Pending for ever once disarmed. */
  wait(stepId: string, dueInMs: number | null): Promise<StepRecord | null> {
    return new Promise((resolve) => {
      const settle = (step: StepRecord | null) => {
        clearTimeout(timer);
        this.#waits.delete(stepId);
        resolve(step);
      };
      const isSoon = dueInMs !== null && dueInMs < LONGEST_TIMER_MS;
      const timer = isSoon ? setTimeout(() => settle(null), dueInMs) : undefined;
      this.#waits.set(stepId, { settle, timer, dueAt: dueInMs === null ? null : Date.now() + dueInMs });
    });
  }

  /** False when the step does not wait here. */
  deliver(step: StepRecord): boolean {
    const wait = this.#waits.get(step.stepId);
    wait?.settle(step);
    return wait !== undefined;
  }

  /** Takes the timers away. */
  disarm(): void {
    for (const { timer } of this.#waits.values()) clearTimeout(timer);
  }
}
