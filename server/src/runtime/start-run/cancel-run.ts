import type { RunId, WorkspaceId } from '@muster/schema';
import { skippableNodes } from '../context/skippable-nodes';
import type { CancelAnswer, LoadVersion, RuntimeLog } from '../ports';
import type { RunStore } from '../run-store';
import type { Engine } from '../step-tools';
import { loadReadablePlan } from '../unreadable-version';
import type { RunIntake } from './run-intake';

/**
 * Cancels a run (R11): its row flips first, in order with every start of a node, and from then on nothing of it is
 * written or started; then the engine stops what runs.
 */
export function createCanceller(deps: {
  intake: RunIntake;
  store: RunStore;
  engine: Engine;
  loadVersion: LoadVersion;
  log: RuntimeLog;
}): (runId: RunId, workspaceId: WorkspaceId) => Promise<CancelAnswer> {
  const { intake, store, engine, loadVersion, log } = deps;

  /** Nodes without a row of their own, so that every node ends with one. */
  async function neverStarted({ runId, versionId }: { runId: RunId; versionId: Parameters<LoadVersion>[0] }) {
    const plan = await loadReadablePlan(loadVersion, versionId);
    return plan ? skippableNodes(store, runId, plan) : [];
  }

  return async (runId, workspaceId) => {
    const run = await intake.find(runId, workspaceId);
    if (!run) return 'not-found';
    const cancelled = await store.finishRun(runId, { status: 'CANCELLED' }, await neverStarted(run));
    if (!cancelled) return 'finished';
    // Best effort: whatever the engine still does of this run can write and start nothing any more.
    await engine
      .cancel(runId)
      .catch((error: unknown) => log.warn({ err: error, runId }, 'the engine could not be told'));
    return 'cancelled';
  };
}
