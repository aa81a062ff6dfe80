import type { FindNode, Generate, RuntimeLog } from '../ports';
import type { EndingGuard, NodeKey, RunStore } from '../run-store';
import type { Asker, Values } from '../values/values';
import type { ScopedRun } from './run-scope';

/** What the node runner uses of the world; the same for all runs. */
export interface NodeRunnerDeps {
  store: RunStore;
  values: Values;
  findNode: FindNode;
  generate: Generate;
  log: RuntimeLog;
}

/** One scope of a run, in one entry of a pipeline's main function. */
export interface RunContext extends NodeRunnerDeps, ScopedRun {
  guard: EndingGuard;
  /** Aborts when the run is cancelled or the engine lets go. */
  signal: AbortSignal;
  /** True when this entry began the run, so that no rows can exist yet. */
  fresh: boolean;
}

/** For whom this run's values are resolved. */
export const askerOf = ({ run }: RunContext, signal: AbortSignal): Asker => ({ workspaceId: run.workspaceId, signal });

/** Names the execution of a node in this scope. */
export const keyOf = ({ run, scope }: RunContext, nodeId: string): NodeKey => ({
  runId: run.id,
  nodeId,
  iteration: scope.iteration,
});
