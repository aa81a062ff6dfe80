import { isNodeRunFinal, type RunId } from '@muster/schema';
import type { NodeRunRecord, RunStore } from '../run-store';

/** Node runs of iteration `""` that have ended, as read or written in this process. */
export interface RecordCache {
  /** The row, if the node has ended. */
  get(nodeId: string): Promise<NodeRunRecord | null>;
  put(record: NodeRunRecord): void;
}

/** Keeps up to `maxChars` of outputs; what no longer fits is read again when needed. Rows never change once ended. */
export function createRecordCache(store: RunStore, runId: RunId, maxChars = 32 * 1024 * 1024): RecordCache {
  const records = new Map<string, { record: NodeRunRecord; chars: number }>();
  let total = 0;

  function put(record: NodeRunRecord): void {
    if (records.has(record.nodeId)) return;
    const chars = 200 + JSON.stringify([record.input, record.output]).length;
    records.set(record.nodeId, { record, chars });
    total += chars;
    for (const [nodeId, oldest] of records) {
      if (total <= maxChars) break;
      records.delete(nodeId);
      total -= oldest.chars;
    }
  }

  return {
    put,
    async get(nodeId) {
      const known = records.get(nodeId);
      if (known) return known.record;
      const record = await store.nodeRun({ runId, nodeId, iteration: '' });
      if (!record || !isNodeRunFinal(record.status)) return null;
      put(record);
      return record;
    },
  };
}
