import type { Json } from '@muster/schema';
import {
  type GetStepTools,
  type Inngest,
  NonRetriableError,
  RetryAfterError,
  referenceFunction,
  StepError,
} from 'inngest';
import { type EventPayload, GiveUp, RetryLater, type StepTools } from '../../step-tools';

type InngestStep = GetStepTools<Inngest.Any>;

/** What a function is called with, whether by an event or by another function. */
export interface CallEnvelope {
  key: string;
  payload: Json;
}

/** Our words for "again later" and "never again" in Inngest's. */
function toInngestError(error: unknown): unknown {
  if (error instanceof RetryLater) return new RetryAfterError(error.message, error.delayMs);
  if (error instanceof GiveUp) return new NonRetriableError(error.message);
  return error;
}

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

/**
 * `StepTools` over Inngest's `step`. `attempt` is Inngest's own count for this request; `during` surrounds the work of
 * every step that runs in it.
 */
export function inngestStepTools(
  step: InngestStep,
  appId: string,
  attempt: number,
  during: <T>(work: () => Promise<T>) => Promise<T>,
): StepTools {
  return {
    run: <T extends Json>(id: string, work: (attempt: { number: number }) => Promise<T>) =>
      settled(
        step.run(id, async () => {
          try {
            return await during(() => work({ number: attempt }));
          } catch (error) {
            throw toInngestError(error);
          }
        }) as Promise<T>,
      ),
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
          function: referenceFunction({ appId, functionId: call.functionId }),
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
