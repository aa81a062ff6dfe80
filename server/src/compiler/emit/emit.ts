import { factsOf } from '@muster/nodes';
import { hashOf } from '../hash';
import type { ExecutionPlan, FunctionSpec } from '../plan';

/** Attempts an engine makes after the first for faults of its surroundings; a node's own are counted by the node runner. */
const ENGINE_RETRIES = 4;

/** The events that start and end functions, as every engine knows them. */
export const functionEvents = {
  /** A run was accepted. */
  start: 'muster/run.requested',
  /** A squad is handed a task. */
  task: 'squad/task.assigned',
  /** One member turns to another. */
  collaborate: 'squad/agent.collaborate',
  cancel: 'muster/run.cancelled',
} as const;

/** Events that start the function of a node. */
const eventsOf = { agent: [], member: [functionEvents.collaborate] };

/** From a plan to the functions an engine runs: one for the whole, and one for each agent, since agents run for long. */
export function emit(plan: ExecutionPlan): FunctionSpec[] {
  const planHash = hashOf(plan);
  const spec = (id: string, kind: FunctionSpec['kind'], nodeId: string | null, events: string[]): FunctionSpec => ({
    id,
    kind,
    nodeId,
    triggers: events.map((event) => ({ event })),
    retries: ENGINE_RETRIES,
    concurrency: null,
    cancelOn: { event: functionEvents.cancel, match: 'data.runId' },
    planHash,
  });
  const main =
    plan.kind === 'pipeline'
      ? spec('main', 'pipeline', null, [functionEvents.start])
      : spec('main', 'squad', null, [functionEvents.start, functionEvents.task]);
  const agents = plan.nodes.flatMap(({ id, operation }) => {
    const kind = factsOf(operation).ownFunction;
    return kind ? [spec(`${kind}.${id}`, kind, id, eventsOf[kind])] : [];
  });
  return [main, ...agents];
}
