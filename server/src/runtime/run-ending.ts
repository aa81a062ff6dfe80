import type { NodeRunRecord } from './run-store';

/**
 * Whether this node run ends its run: it failed with no port to go on by, or it is a stop node that succeeded.
 * `run-store.repository.ts` asks the same of Postgres; `run-store.suite.ts` holds both to one meaning.
 */
export const endsRun = (
  { nodeId, status, ports }: Pick<NodeRunRecord, 'nodeId' | 'status' | 'ports'>,
  stopNodeIds: readonly string[],
): boolean => ports.length === 0 && (status === 'FAILED' || (status === 'SUCCEEDED' && stopNodeIds.includes(nodeId)));
