import { type Iteration, isNodeRunFinal, outerIteration, type RunId } from '@muster/schema';
import { LRUCache } from 'lru-cache';
import type { NodeRunRecord, RunStore } from '../run-store';
import { containerOf, type PlanIndex } from './plan-index';

/** Node runs that have ended and that nodes of one iteration can see: those of the iteration and of all around it. */
export interface RecordCache {
  /** The row, if the node has ended. */
  get(nodeId: string): Promise<NodeRunRecord | null>;
  /** Adds a row of the iteration itself. */
  put(record: NodeRunRecord): void;
}

/**
 * Keeps up to `maxChars` of outputs; what no longer fits is read again when needed. Rows never change once ended.
 * `outer`: the records of the iteration around this one; made when absent.
 */
export function createRecordCache(
  store: RunStore,
  index: PlanIndex,
  at: { runId: RunId; iteration: Iteration },
  outer: RecordCache | null = null,
  maxChars = 32 * 1024 * 1024,
): RecordCache {
  const { runId, iteration } = at;
  const around = outerIteration(iteration);
  const outside = outer ?? (around && createRecordCache(store, index, { runId, iteration: around.iteration }));
  const records = new LRUCache<string, NodeRunRecord>({
    maxSize: maxChars,
    sizeCalculation: ({ input, output }) => 200 + JSON.stringify([input, output]).length,
  });
  const put = (record: NodeRunRecord): void => {
    if (!records.has(record.nodeId)) records.set(record.nodeId, record);
  };

  return {
    put,
    async get(nodeId) {
      const known = records.get(nodeId);
      if (known) return known;
      const node = index.nodes.get(nodeId);
      const isOutside = node && containerOf(node) !== (around?.nodeId ?? null);
      if (isOutside && outside) return outside.get(nodeId);
      const record = await store.nodeRun({ runId, nodeId, iteration });
      if (!record || !isNodeRunFinal(record.status)) return null;
      put(record);
      return record;
    },
  };
}
