import { isJsonObject, type Json } from '@muster/schema';

export interface Attempt {
  /** 0 for the first attempt as the engine counts; never proof of a first time. */
  number: number;
}
export interface EventPayload {
  name: string;
  data: Json;
}
/** The awaited event's `data[path]` must equal `value`. */
export interface Match {
  path: string;
  value: Json;
}

/**
 * What a compiled function may ask of an engine; a subset of Inngest's `step`. Step ids are stable and unique in a
 * function. `run` memoises what `work` returns: keep it to a few hundred bytes, payloads live in Postgres. Inside
 * `work` no other tool may be called. To be tried again later, `work` throws `RetryLater`; any other error is retried
 * by the engine's own rule for faults of the surroundings, and `GiveUp` never.
 */
export interface StepTools {
  run<T extends Json>(id: string, work: (attempt: Attempt) => Promise<T>): Promise<T>;
  sleep(id: string, milliseconds: number): Promise<void>;
  waitForEvent(id: string, wait: { event: string; match: Match; timeoutMs: number }): Promise<EventPayload | null>;
  /** Runs another function and returns its result; rejects with `GiveUp` when it failed for good. `functionId` is the engine's id. */
  invoke<T extends Json>(id: string, call: { functionId: string; data: Json }): Promise<T>;
  sendEvent(id: string, events: EventPayload[]): Promise<void>;
}

/** Thrown by a step's work: try this step again, not before `delayMs`. Does not count against the engine's attempts. */
export class RetryLater extends Error {
  readonly delayMs: number;
  constructor(message: string, delayMs: number) {
    super(message);
    this.name = 'RetryLater';
    this.delayMs = delayMs;
  }
}

/** Thrown by a step's work or a handler: do not try again. */
export class GiveUp extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'GiveUp';
  }
}

/** A compiled function: the same handler on every engine. */
export interface DurableFunction {
  /** `<version id>.<spec id>`. */
  id: string;
  retries: number;
  handler(call: { step: StepTools; data: Json; signal: AbortSignal }): Promise<Json>;
}

/** The run a call of a function belongs to, as its data says; null: none. */
export const runIdOf = (data: Json): string | null =>
  isJsonObject(data) && typeof data.runId === 'string' ? data.runId : null;

/**
 * What makes functions durable. `start` is idempotent by `key`. A function is looked up by id whenever the engine
 * needs it (`FunctionSource`), so versions published by other replicas load lazily.
 */
export interface Engine {
  readonly name: 'embedded' | 'inngest' | 'simulated';
  /** Begins to work; resolves when it can take runs. */
  open(): Promise<void>;
  start(call: { key: string; functionId: string; data: Json }): Promise<void>;
  sendEvent(event: EventPayload): Promise<void>;
  /** Stops everything that belongs to the run (functions whose `data.runId` it is): nothing new starts, waits end, running work is told to abort. */
  cancel(runId: string): Promise<void>;
  /** Run ids among `runIds` that this engine knows nothing alive of; the reconciler settles them. */
  lost(runIds: string[]): Promise<string[]>;
  /** Stops taking work, lets running steps finish for up to `graceMs`, and lets go of the rest. */
  close(graceMs: number): Promise<void>;
}

export type FunctionSource = (functionId: string) => Promise<DurableFunction | null>;
