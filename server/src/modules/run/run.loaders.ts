import type { RunId, WorkflowId } from '@muster/schema';
import { createLoader, createPayloadLoader, createRequiredLoader, keyBy, perOperation } from '../../graphql/loaders';
import { limits } from '../../shared/limits';
import type { NodeRunView } from './run.repository';

/** Runs and what belongs to them, in batches. */
export const runLoaders = perOperation(({ viewer, services: { runs }, answer }) => ({
  input: createPayloadLoader(answer, 'run', (ids: readonly RunId[], mostBytes) =>
    runs.payloads(viewer, 'runInput', ids, mostBytes),
  ),
  output: createPayloadLoader(answer, 'run', (ids: readonly RunId[], mostBytes) =>
    runs.payloads(viewer, 'runOutput', ids, mostBytes),
  ),
  nodeRunInput: createPayloadLoader(answer, 'node run', (ids: readonly string[], mostBytes) =>
    runs.payloads(viewer, 'nodeInput', ids, mostBytes),
  ),
  nodeRunOutput: createPayloadLoader(answer, 'node run', (ids: readonly string[], mostBytes) =>
    runs.payloads(viewer, 'nodeOutput', ids, mostBytes),
  ),
  messageParts: createPayloadLoader(answer, 'message', (ids: readonly string[], mostBytes) =>
    runs.payloads(viewer, 'messageParts', ids, mostBytes),
  ),
  lastRun: createLoader(async (ids: readonly WorkflowId[]) =>
    keyBy(await runs.newestOf(viewer, ids), (run) => run.workflowId),
  ),
  nodeRuns: createRequiredLoader('run', (ids: readonly RunId[]) =>
    answer.load(async (left) => {
      const groups = new Map(ids.map((id): [string, NodeRunView[]] => [id, []]));
      const rows = await runs.nodeRuns(viewer, ids, Math.floor(left / limits.rowBytes) + 1);
      for (const row of rows) groups.get(row.runId)?.push(row);
      return { bytes: rows.length * limits.rowBytes, value: groups };
    }),
  ),
}));
