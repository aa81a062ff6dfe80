import type { OperationOf } from '@muster/nodes';
import type { Json } from '@muster/schema';
import { keyOf } from '../context/run-context';
import type { Executor } from './executor';
import { invokeFunction, recordStepFailure } from './invoke-function';

/** Invokes the main function of the squad, in the version that was pinned when the run was accepted. */
export const squadExecutor: Executor<OperationOf<'squad'>> = {
  runSteps: (steps) => {
    const { context, node, operation } = steps;
    const { workflowId, task, budget } = operation;
    const { pins } = context.run;
    const versionId = Object.hasOwn(pins, workflowId) ? pins[workflowId] : undefined;
    if (versionId === undefined) {
      const message = 'The squad had no published version when the run started.';
      return recordStepFailure(steps, { code: 'NOT_PUBLISHED', message, nodeId: node.id });
    }
    const squadNode = { workflowId, task, ...(budget ? { budget: JSON.parse(JSON.stringify(budget)) as Json } : {}) };
    return invokeFunction(steps, { functionId: `${versionId}.main`, data: { ...keyOf(context, node.id), squadNode } });
  },
};
