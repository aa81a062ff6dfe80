import type { NodeRunStatus } from '@muster/schema';
import { insideId } from '../../../editor/canvas/model/flow-types';
import { type Execution, executionKey, type RunLog } from '../log/run-log';
import { type Selection, selectionOf } from './selection';

/** What matters most in a run at one moment. */
export interface RunFocus {
  /** Ids on the canvas to bring into sight, the squad before its member; empty when the start of the graph will do. */
  ids: readonly string[];
  /** What the page opens with selected: what failed, or waits. Null when there is nothing to read about it. */
  selection: Selection | null;
}

const nothing: RunFocus = { ids: [], selection: null };

/** Returns what failed, waits, runs or was cut off by a cancellation: what a reader of the run wants to see first. */
export function focusOfRun(log: RunLog, nodeIds: ReadonlySet<string>): RunFocus {
  if (log.status === 'FAILED') return focusOn(failedExecution(log), nodeIds, true);
  if (log.status === 'SUCCEEDED') return nothing;
  if (log.status === 'CANCELLED') return focusOn(latest(log, ['CANCELLED']), nodeIds, false);
  const running = latest(log, ['RUNNING']);
  if (running) return focusOn(running, nodeIds, false);
  return focusOn(latest(log, ['WAITING']), nodeIds, true);
}

/** The execution the run failed by; null when it failed before any node, or by none. */
export function failedExecution(log: RunLog): Execution | null {
  const nodeId = log.error?.nodeId;
  if (nodeId === undefined) return null;
  const own = log.executions.get(executionKey(nodeId, ''));
  if (own?.status === 'FAILED') return own;
  const failed = [...log.executions.values()].filter((one) => one.nodeId === nodeId && one.status === 'FAILED');
  return failed.at(-1) ?? own ?? null;
}

function latest(log: RunLog, statuses: readonly NodeRunStatus[]): Execution | null {
  return [...log.executions.values()]
    .filter((execution) => statuses.includes(execution.status))
    .reduce<Execution | null>((best, one) => (best && best.startedSeq > one.startedSeq ? best : one), null);
}

function focusOn(execution: Execution | null, nodeIds: ReadonlySet<string>, select: boolean): RunFocus {
  if (!execution) return nothing;
  const selection = selectionOf(execution, nodeIds);
  const { nodeId, within } = selection;
  return {
    ids: within === null ? [nodeId] : [within, insideId(within, nodeId)],
    selection: select ? selection : null,
  };
}
