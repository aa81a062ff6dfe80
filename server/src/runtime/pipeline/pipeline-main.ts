import { errorCodes, isFinal, isJsonObject, type Json, type RunId, UserError } from '@muster/schema';
import { endingGuardOf } from '../context/outcomes';
import { indexPlan } from '../context/plan-index';
import { createRecordCache } from '../context/record-cache';
import type { NodeRunnerDeps, RunContext } from '../context/run-context';
import { rootScope } from '../context/run-scope';
import { skippableNodes } from '../context/skippable-nodes';
import { type Executors, executors as standardExecutors } from '../operations/table';
import type { StoredVersion } from '../ports';
import type { RunEnd } from '../run-store';
import { type DurableFunction, GiveUp } from '../step-tools';
import { runScope } from './scope-runner';

const stopped: Json = { stopped: true };
/** What a run that is over says to whoever invoked it; its result is in its row. */
const over: Json = { ended: true };

async function finish({ store, run, index }: RunContext, end: RunEnd): Promise<void> {
  const nodeIds = await skippableNodes(store, run.id, index.plan);
  try {
    await store.finishRun(run.id, end, nodeIds);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const { code, message } = error;
    await store.finishRun(run.id, { status: 'FAILED', error: { code, message } }, nodeIds);
  }
}

/**
 * The main function of a pipeline: begins the run, runs the scope that is the graph itself, ends the run. Entering it
 * again is safe at every point: the store answers what is already recorded.
 */
export function createPipelineMain(
  version: StoredVersion,
  deps: NodeRunnerDeps,
  executors: Executors = standardExecutors,
): DurableFunction['handler'] {
  const index = indexPlan(version.plan);
  const scope = rootScope;
  const guard = endingGuardOf(version.plan, scope.iteration);
  return async ({ step, data, signal }) => {
    const runId = isJsonObject(data) ? (data.runId as RunId) : null;
    const run = runId === null ? null : await deps.store.load(runId);
    if (!run || isFinal(run.status) || !(await deps.store.begin(run.id))) return stopped;
    const records = createRecordCache(deps.store, index, { runId: run.id, iteration: scope.iteration });
    const fresh = run.status === 'QUEUED';
    const context = { ...deps, executors, run, index, scope, records, guard, signal, fresh };
    const end = await runScope(context, step).catch((error: unknown) => {
      if (error instanceof GiveUp) return error;
      throw error;
    });
    if (end instanceof GiveUp) {
      // The engine tried a step again and again, and could not write it down.
      deps.log.error({ err: end, runId: run.id }, 'a step was given up');
      await finish(context, { status: 'FAILED', error: { code: 'INTERNAL', message: errorCodes.INTERNAL } });
      return over;
    }
    if (end.status === 'STOPPED') return stopped;
    await finish(context, end);
    return over;
  };
}
