import { isJsonObject, type Json, type RunId, UserError, type VersionId } from '@muster/schema';
import { cancelWithRun, type ExecutionPlan, functionEvents } from '../compiler/plan';
import type { LoadVersion } from './ports';
import type { RunStore } from './run-store';
import type { DurableFunction } from './step-tools';

/**
 * Ends a call that met an expected failure outside of its steps, such as a stored document that cannot be read. Called as
 * a run's main function it fails the run; called by a node it answers `refused`, with which that node fails.
 */
export async function refuseCall(data: Json, { code, message }: UserError, store: RunStore): Promise<Json> {
  if (!isJsonObject(data) || typeof data.runId !== 'string') return { stopped: true };
  if (typeof data.nodeId === 'string') return { refused: { code, message } };
  await store.finishRun(data.runId as RunId, { status: 'FAILED', error: { code, message } });
  return { ended: true };
}

/** Stands in for every function of a version whose stored plan cannot be read. */
export const createUnreadableFunction = (id: string, error: UserError, store: RunStore): DurableFunction => ({
  id,
  triggers: [{ event: functionEvents.runRequested }],
  retries: 0,
  cancelOn: cancelWithRun,
  handler: ({ data }) => refuseCall(data, error, store),
});

/** Loads a version's plan for what must work without one, such as cancelling; null when it is missing or unreadable. */
export async function loadReadablePlan(loadVersion: LoadVersion, versionId: VersionId): Promise<ExecutionPlan | null> {
  try {
    return (await loadVersion(versionId))?.plan ?? null;
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
}
