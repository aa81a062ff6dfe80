import { type Inngest, type InngestFunction, NonRetriableError } from 'inngest';
import { type DurableFunction, GiveUp, runIdOf } from '../../step-tools';
import type { RunSignals } from './run-signals';
import { callEnvelope, inngestStepTools } from './step-tools';

/** An event for one function, by a name of its own: else Inngest would evaluate an expression of every function. */
export const addressedEvent = (event: string, functionId: string): string => `${event}.${functionId}`;

/** Servers refuse functions without a trigger; nobody sends this event. */
const INVOKED_ONLY = 'muster/invoked-only';

/** Inngest counts a request that was lost in an outage of this process as an attempt; it allows 20 retries in all. */
const RETRIES_FOR_OUTAGES = 16;
const MOST_RETRIES = 20;
type InngestRetries = NonNullable<Parameters<Inngest.Any['createFunction']>[0]['retries']>;

/** The options of an Inngest function; they derive from the compiled function and from nothing else. */
export function inngestOptions({ id, triggers, retries, cancelOn }: Omit<DurableFunction, 'handler'>) {
  const events = triggers.length > 0 ? triggers.map(({ event }) => event) : [INVOKED_ONLY];
  // What a function is called with is the payload of an envelope (`CallEnvelope`).
  const called = cancelOn.match.replace(/^data\./, 'data.payload.');
  return {
    id,
    name: id,
    retries: Math.min(MOST_RETRIES, retries + RETRIES_FOR_OUTAGES) as InngestRetries,
    triggers: events.map((event) => ({ event: addressedEvent(event, id) })),
    cancelOn: [{ event: cancelOn.event, if: `async.data.runId == event.${called}` }],
  };
}

/** One compiled function as an Inngest function, with the same handler. */
export function toInngestFunction(
  client: Inngest.Any,
  definition: DurableFunction,
  signals: RunSignals,
): InngestFunction.Any {
  return client.createFunction(inngestOptions(definition), async ({ event, step, attempt, group }) => {
    const call = callEnvelope.safeParse(event.data);
    if (!call.success) throw new NonRetriableError(`The event ${event.name} carries no call of a function.`);
    const data = call.data.payload;
    const runId = runIdOf(definition, data) ?? definition.id;
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
  });
}
