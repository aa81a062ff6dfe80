import { type Json, json } from '@muster/schema';
import { type GetStepTools, type Inngest, NonRetriableError, referenceFunction, StepError } from 'inngest';
import { z } from 'zod';
import { type EventPayload, GiveUp, RetryLater, type StepTools } from '../../step-tools';

type InngestStep = GetStepTools<Inngest.Any>;

/** What a function is called with, whether by an event or by another function. */
export const callEnvelope = z.object({ key: z.string(), payload: json });
export type CallEnvelope = z.infer<typeof callEnvelope>;

/** A step that has failed for good rejects with `GiveUp`, as on every engine. */
async function settled<T>(step: Promise<T>): Promise<T> {
  try {
    return await step;
  } catch (error) {
    if (error instanceof StepError) throw new GiveUp(error.message);
    throw error;
  }
}

const literal = (value: Json): string => JSON.stringify(value);
const duration = (milliseconds: number): string => `${Math.max(1, Math.ceil(milliseconds / 1000))}s`;

/** Where a step's work is done. */
export interface StepSurroundings {
  appId: string;
  /** Inngest's own count for this request, from 0; outages use it up as well. */
  attempt: number;
  /** Attempts after the first that a fault of the surroundings gets. */
  retries: number;
  /** Surrounds the work of every step that runs in this request. */
  during: <T>(work: () => Promise<T>) => Promise<T>;
}

/** What one step of a chain of tries returned: a result, or when the next try is due. */
type Tried<T> = { result: T } | { retryInMs: number };

/**
 * `StepTools` over Inngest's `step`. `RetryLater` is a step of its own kind, not a failed attempt: the step returns
 * when the next try is due, a durable sleep waits for it, and the next try is a step with a number behind its id.
 */
export function inngestStepTools(step: InngestStep, around: StepSurroundings): StepTools {
  const tryOnce = <T extends Json>(id: string, work: (attempt: { number: number }) => Promise<T>) =>
    settled(
      step.run(id, async (): Promise<Tried<T>> => {
        try {
          return { result: await around.during(() => work({ number: around.attempt })) };
        } catch (error) {
          if (error instanceof RetryLater) return { retryInMs: error.delayMs };
          const isFinal = error instanceof GiveUp || around.attempt >= around.retries;
          throw isFinal ? new NonRetriableError(error instanceof Error ? error.message : String(error)) : error;
        }
      }) as Promise<Tried<T>>,
    );

  async function run<T extends Json>(id: string, work: (attempt: { number: number }) => Promise<T>): Promise<T> {
    for (let number = 1; ; number += 1) {
      const suffix = number === 1 ? '' : `~${number}`;
      const tried = await tryOnce(`${id}${suffix}`, work);
      if ('result' in tried) return tried.result;
      await step.sleep(`${id}~wait:${number}`, duration(tried.retryInMs));
    }
  }

  return {
    run,
    sleep: (id, milliseconds) => step.sleep(id, duration(milliseconds)),
    waitForEvent: async (id, wait) => {
      const event = await step.waitForEvent(id, {
        event: wait.event,
        timeout: duration(wait.timeoutMs),
        if: `async.data.${wait.match.path} == ${literal(wait.match.value)}`,
      });
      return event ? ({ name: event.name, data: event.data as Json } satisfies EventPayload) : null;
    },
    invoke: <T extends Json>(id: string, call: { functionId: string; data: Json }) =>
      settled(
        step.invoke(id, {
          function: referenceFunction({ appId: around.appId, functionId: call.functionId }),
          data: { key: id, payload: call.data } satisfies CallEnvelope,
        }) as Promise<T>,
      ),
    sendEvent: async (id, events) => {
      await step.sendEvent(
        id,
        events.map((event) => ({ name: event.name, data: (event.data ?? {}) as Record<string, Json> })),
      );
    },
  };
}
