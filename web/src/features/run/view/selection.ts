import { outermostNode, rootIteration } from '@muster/schema';
import type { Execution, RunLog } from '../log/run-log';
import { currentOf } from '../state/canvas-state';

/** What stands selected: a node, or a member inside a `squad.task` node, and which of its executions. */
export interface Selection {
  nodeId: string;
  /** The `squad.task` node it works in; null outside. */
  within: string | null;
  /** Null follows the one that works or worked last. */
  executionKey: string | null;
}

/** The executions of what is selected, in the order they began. */
export function executionsOf(log: RunLog, selection: Selection, squadAlone: boolean): Execution[] {
  const { nodeId, within } = selection;
  const own = [...log.executions.values()].filter((execution) => {
    if (execution.nodeId !== nodeId) return false;
    if (within !== null) return outermostNode(execution.iteration) === within;
    return squadAlone || execution.iteration === rootIteration;
  });
  return own.sort((left, right) => left.startedSeq - right.startedSeq);
}

/** The execution to show for a selection. */
export function shownExecution(executions: readonly Execution[], selection: Selection): Execution | null {
  return executions.find((execution) => execution.key === selection.executionKey) ?? currentOf(executions);
}

/** The selection that shows one execution. */
export function selectionOf(execution: Execution, nodeIds: ReadonlySet<string>): Selection {
  const within = outermostNode(execution.iteration);
  const inPipeline = within !== null && nodeIds.has(within) && !nodeIds.has(execution.nodeId);
  return { nodeId: execution.nodeId, within: inPipeline ? within : null, executionKey: execution.key };
}
