import type { RunId } from '@muster/schema';
import type { ExecutionPlan } from '../../compiler/plan';
import type { RunStore } from '../run-store';
import { containerOf } from './plan-index';

/**
 * Returns the nodes that are skipped, in the graph's own iteration, when the run ends and they have no row there, so that
 * every node ends with a row. Members of a squad and nodes in containers have iterations of their own: a row in any of
 * them counts.
 */
export async function skippableNodes(store: RunStore, runId: RunId, { kind, nodes }: ExecutionPlan): Promise<string[]> {
  const isElsewhere = (node: (typeof nodes)[number]) => kind === 'squad' || containerOf(node) !== null;
  const worked = nodes.some(isElsewhere)
    ? new Set((await store.nodeRuns(runId)).map(({ nodeId }) => nodeId))
    : new Set<string>();
  return nodes.filter((node) => !isElsewhere(node) || !worked.has(node.id)).map(({ id }) => id);
}
