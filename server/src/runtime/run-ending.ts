import type { EndingGuard, NodeRunRecord } from './run-store';

/**
 * Whether this node run ends the scope of a node with this guard: in its iteration, or one around it, it failed with no
 * port to go on by, or it is a stop node that succeeded. `run-store.repository.ts` asks the same of Postgres;
 * `run-store.suite.ts` holds both to one meaning.
 */
export const endsScope = (
  { nodeId, iteration, status, ports }: Pick<NodeRunRecord, 'nodeId' | 'iteration' | 'status' | 'ports'>,
  { iterations, stopNodeIds }: EndingGuard,
): boolean =>
  ports.length === 0 &&
  iterations.includes(iteration) &&
  (status === 'FAILED' || (status === 'SUCCEEDED' && stopNodeIds.includes(nodeId)));
