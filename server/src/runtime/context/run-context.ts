import type { FindNode, Generate, RuntimeLog } from '../ports';
import type { EndingGuard, NodeKey, RunRecord, RunStore } from '../run-store';
import type { Asker, Values } from '../values/values';
import type { PlanIndex } from './node-scope';
import type { RecordCache } from './record-cache';

/** What the node runner uses of the world; the same for all runs. */
export interface NodeRunnerDeps {
  store: RunStore;
  values: Values;
  findNode: FindNode;
  generate: Generate;
  log: RuntimeLog;
}

/** One entry of a pipeline's main function. */
export interface RunContext extends NodeRunnerDeps {
  run: RunRecord;
  index: PlanIndex;
  records: RecordCache;
  guard: EndingGuard;
  /** Aborts when the run is cancelled or the engine lets go. */
  signal: AbortSignal;
  /** True when this entry began the run, so that no rows can exist yet. */
  fresh: boolean;
}

/** For whom this run's values are resolved. */
export const askerOf = ({ run }: RunContext, signal: AbortSignal): Asker => ({ workspaceId: run.workspaceId, signal });

export const keyOf = ({ run }: RunContext, nodeId: string): NodeKey => ({ runId: run.id, nodeId, iteration: '' });
