import type { OperationOf } from '@muster/nodes';
import { keyOf } from '../context/run-context';
import type { Executor } from './executor';
import { invokeFunction } from './invoke-function';

/** Invokes the function of the agent. */
export const agentExecutor: Executor<OperationOf<'agent'>> = {
  runSteps: (steps) => {
    const { context, node } = steps;
    const functionId = `${context.run.versionId}.agent.${node.id}`;
    return invokeFunction(steps, { functionId, data: { ...keyOf(context, node.id) } });
  },
};
