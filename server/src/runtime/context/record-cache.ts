import { isNodeRunFinal, type RunId } from '@muster/schema';
import { LRUCache } from 'lru-cache';
import type { NodeRunRecord, RunStore } from '../run-store';

/** Node runs of iteration `""` that have ended, as read or written in this process. */
export interface RecordCache {
  /** The row, if the node has ended. */
  get(nodeId: string): Promise<NodeRunRecord | null>;
  put(record: NodeRunRecord): void;
}

/** Keeps up to `maxChars` of outputs; what no longer fits is read again when needed. Rows never change once ended. */
export function createRecordCache(store: RunStore, runId: RunId, maxChars = 32 * 1024 * 1024): RecordCache {
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
      const record = await store.nodeRun({ runId, nodeId, iteration: '' });
      if (!record || !isNodeRunFinal(record.status)) return null;
      put(record);
      return record;
    },
  };
}
