import { factsOf } from '@muster/nodes';
import { cancelWithRun, type ExecutionPlan, type FunctionSpec, functionEvents } from '../plan';

/** Attempts an engine makes after the first for faults of its surroundings; a node's own are counted by the node runner. */
const ENGINE_RETRIES = 4;

/** From a plan to the functions an engine runs: one for the whole, and one for each agent, since agents run for long. */
export function emit(plan: ExecutionPlan): FunctionSpec[] {
  const common = { retries: ENGINE_RETRIES, cancelOn: cancelWithRun };
  const main: FunctionSpec = {
    id: 'main',
    kind: plan.kind,
    nodeId: null,
    triggers: [{ event: functionEvents.runRequested }],
    ...common,
  };
  const agents = plan.nodes.flatMap(({ id, operation }): FunctionSpec[] => {
    const kind = factsOf(operation).ownFunction;
    return kind ? [{ id: `${kind}.${id}`, kind, nodeId: id, triggers: [], ...common }] : [];
  });
  return [main, ...agents];
}
