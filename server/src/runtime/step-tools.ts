import { type Json, valueAt } from '@muster/schema';
import { type FunctionSpec, functionEvents } from '../compiler/plan';

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

/** A compiled function: what its spec says, and the same handler on every engine. */
export interface DurableFunction extends Pick<FunctionSpec, 'triggers' | 'retries' | 'cancelOn'> {
  /** `<version id>.<spec id>`. */
  id: string;
  handler(call: { step: StepTools; data: Json; signal: AbortSignal }): Promise<Json>;
}

/** Whether `Engine.start` may start the function; the others are only invoked. */
export const isStartable = ({ triggers }: Pick<DurableFunction, 'triggers'>): boolean =>
  triggers.some(({ event }) => event === functionEvents.runRequested);

/** The run whose cancellation ends a call of the function; null when none does. */
export function runIdOf({ cancelOn }: Pick<DurableFunction, 'cancelOn'>, data: Json): string | null {
  if (cancelOn.event !== functionEvents.runCancelled) return null;
  const value = valueAt({ data }, cancelOn.match);
  return typeof value === 'string' ? value : null;
}

/**
 * What makes functions durable. `start` is idempotent by `key`. A function is looked up by id whenever the engine
 * needs it (`FunctionSource`), so versions published by other replicas load lazily.
 */
export interface Engine {
  readonly name: 'embedded' | 'inngest' | 'simulated';
  /** Begins to work; resolves when it can take runs. */
  open(): Promise<void>;
  /** Sends the function `muster/run.requested`; rejects when that is none of its triggers. */
  start(call: { key: string; functionId: string; data: Json }): Promise<void>;
  sendEvent(event: EventPayload): Promise<void>;
  /** Sends `muster/run.cancelled`: calls whose cancel rule names the run start nothing new, their waits end, running work is told to abort. */
  cancel(runId: string): Promise<void>;
  /** Run ids among `runIds` that this engine knows nothing alive of; the reconciler settles them. */
  lost(runIds: string[]): Promise<string[]>;
  /** Stops taking work, lets running steps finish for up to `graceMs`, and lets go of the rest. */
  close(graceMs: number): Promise<void>;
}

export type FunctionSource = (functionId: string) => Promise<DurableFunction | null>;
