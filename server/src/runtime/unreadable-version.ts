import { isJsonObject, type RunId, UserError, type VersionId } from '@muster/schema';
import { cancelWithRun, type ExecutionPlan, functionEvents } from '../compiler/plan';
import type { LoadVersion } from './ports';
import type { RunStore } from './run-store';
import type { DurableFunction } from './step-tools';

/**
 * Stands in for every function of a version whose stored plan cannot be read. Called as a run's main function it fails the
 * run; called by a node it answers `refused`, with which that node fails.
 */
export function createUnreadableFunction(id: string, { code, message }: UserError, store: RunStore): DurableFunction {
  return {
    id,
    triggers: [{ event: functionEvents.runRequested }],
    retries: 0,
    cancelOn: cancelWithRun,
    async handler({ data }) {
      if (!isJsonObject(data) || typeof data.runId !== 'string') return { stopped: true };
      if (typeof data.nodeId === 'string') return { refused: { code, message } };
      await store.finishRun(data.runId as RunId, { status: 'FAILED', error: { code, message } });
      return { ended: true };
    },
  };
}

/** Loads a version's plan for what must work without one, such as cancelling; null when it is missing or unreadable. */
export async function loadReadablePlan(loadVersion: LoadVersion, versionId: VersionId): Promise<ExecutionPlan | null> {
  try {
    return (await loadVersion(versionId))?.plan ?? null;
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
}
