import { randomUUID } from 'node:crypto';
import type { Json } from '@muster/schema';

/** A function as registered by the SDK. */
export interface RegisteredFunction {
  id: string;
  triggers: { event?: string; expression?: string }[];
  cancel?: { event: string; if?: string }[];
  steps: Record<string, { runtime: { url: string }; retries?: { attempts: number } }>;
}

export interface ServerEvent {
  id: string;
  name: string;
  data: Json;
}

type StepState = { type: 'data'; data: Json } | { type: 'error'; error: Json };
export type RunEnd =
  | { status: 'completed'; output: Json }
  | { status: 'failed'; error: Json }
  | { status: 'cancelled' };

/** What the server remembers of one run of one function. */
export class RunState {
  readonly id = randomUUID();
  readonly fn: RegisteredFunction;
  readonly event: ServerEvent;
  readonly #steps = new Map<string, StepState>();
  readonly #seen = new Set<string>();
  readonly #order: string[] = [];
  readonly #onEnd: (end: RunEnd) => void;
  end: RunEnd | null = null;

  constructor(fn: RegisteredFunction, event: ServerEvent, onEnd: (end: RunEnd) => void) {
    this.fn = fn;
    this.event = event;
    this.#onEnd = onEnd;
  }

  /** True the first time an operation is seen; the SDK reports open ones again on every request. */
  claim(stepId: string): boolean {
    if (this.#seen.has(stepId)) return false;
    this.#seen.add(stepId);
    return true;
  }

  /** Keeps the first result of a step. */
  record(stepId: string, state: StepState): void {
    if (this.#steps.has(stepId)) return;
    this.#steps.set(stepId, state);
    this.#order.push(stepId);
  }

  finish(end: RunEnd): void {
    if (this.end) return;
    this.end = end;
    this.#onEnd(end);
  }

  /** Body of a request to the SDK's handler. */
  requestBody(attempt: number): Json {
    const event = { ...this.event, ts: 0 };
    return {
      version: 2,
      event,
      events: [event],
      steps: Object.fromEntries(this.#steps),
      ctx: {
        run_id: this.id,
        attempt,
        disable_immediate_execution: true,
        use_api: false,
        stack: { stack: [...this.#order], current: this.#order.length },
      },
    } as unknown as Json;
  }
}
