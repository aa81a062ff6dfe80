import type { Json } from '@muster/schema';
import { type Inngest, type InngestFunction, NonRetriableError } from 'inngest';
import { type DurableFunction, GiveUp, runIdOf } from '../../step-tools';
import type { RunSignals } from './run-signals';
import { type CallEnvelope, inngestStepTools } from './step-tools';

/** Ends every function of a run; `data.runId` names the run. */
export const CANCEL_EVENT = 'muster/run.cancelled';
/** The event that starts one function. */
export const startEventOf = (functionId: string): string => `muster/start.${functionId}`;

/** The most Inngest allows: outages of this process use attempts up; faults inside a step get the function's own few. */
const MAX_RETRIES = 20;

/** One compiled function as an Inngest function: id, trigger, cancel rule, and the same handler. */
export function toInngestFunction(
  client: Inngest.Any,
  definition: DurableFunction,
  signals: RunSignals,
): InngestFunction.Any {
  return client.createFunction(
    {
      id: definition.id,
      name: definition.id,
      retries: MAX_RETRIES,
      triggers: [{ event: startEventOf(definition.id) }],
      cancelOn: [{ event: CANCEL_EVENT, if: 'async.data.runId == event.data.payload.runId' }],
    },
    async ({ event, step, attempt, group }) => {
      const call = event.data as unknown as CallEnvelope;
      const data = call.payload as Json;
      const runId = runIdOf(data) ?? definition.id;
      // Only a step's work is watched: a handler that waits for another request's step never returns.
      const abort = new AbortController();
      const tools = inngestStepTools(step, {
        appId: client.id,
        attempt,
        retries: definition.retries,
        during: (work) => signals.during(runId, abort, work),
      });
      try {
        return await group.parallel({ mode: 'race' }, () =>
          definition.handler({ step: tools, data, signal: abort.signal }),
        );
      } catch (error) {
        if (error instanceof GiveUp) throw new NonRetriableError(error.message);
        throw error;
      }
    },
  );
}
