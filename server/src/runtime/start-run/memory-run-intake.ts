import { isFinal, newId, type RunId, type VersionId } from '@muster/schema';
import { newStoredRun, type StoredRun } from '../store/memory-run-store';
import { type OpenRun, type OutboxEntry, outboxId, type RunIntake } from './run-intake';

/** Where runs come in, in memory; shares its runs with `createMemoryRunStore`. */
export function createMemoryRunIntake(runs: Map<RunId, StoredRun>, now: () => number = Date.now): RunIntake {
  const byKey = new Map<string, RunId>();
  const outbox = new Map<string, OutboxEntry & { availableAt: number }>();
  const createdAt = new Map<RunId, number>();

  const toOpenRun = ({ record }: StoredRun): OpenRun => ({
    runId: record.id,
    workspaceId: record.workspaceId,
    versionId: record.versionId,
  });

  return {
    async accept({ workspaceId, workflowId, versionId, triggerNodeId, startedBy, input, idempotencyKey, pins }) {
      const key = idempotencyKey === undefined ? null : JSON.stringify([workspaceId, idempotencyKey]);
      const first = key === null ? undefined : byKey.get(key);
      if (first) return { runId: first, created: false };
      const id = newId('run');
      const status = 'QUEUED' as const;
      const record = { id, workspaceId, workflowId, versionId, status, triggerNodeId, startedBy, input };
      runs.set(id, newStoredRun({ ...record, pins: pins as Record<string, VersionId> }));
      createdAt.set(id, now());
      if (key !== null) byKey.set(key, id);
      outbox.set(outboxId(id), { id: outboxId(id), runId: id, versionId, attempts: 0, availableAt: now() + 1000 });
      return { runId: id, created: true };
    },

    async takeOutbox(limit, leaseMs) {
      const due = [...outbox.values()].filter(({ availableAt }) => availableAt <= now()).slice(0, limit);
      return due.map((entry) => {
        outbox.set(entry.id, { ...entry, attempts: entry.attempts + 1, availableAt: now() + leaseMs });
        const { id, runId, versionId, attempts } = entry;
        return { id, runId, versionId, attempts };
      });
    },

    async removeOutbox(ids) {
      for (const id of ids) outbox.delete(id);
    },

    async retryOutbox(id, delayMs) {
      const entry = outbox.get(id);
      if (entry) outbox.set(id, { ...entry, availableAt: now() + delayMs });
    },

    async openRuns(olderThanMs, afterRunId, limit) {
      return [...runs.values()]
        .filter(({ record: { id, status } }) => !isFinal(status) && id > afterRunId && !outbox.has(outboxId(id)))
        .filter(({ record: { id } }) => (createdAt.get(id) ?? 0) < now() - olderThanMs)
        .sort((a, b) => (a.record.id < b.record.id ? -1 : 1))
        .slice(0, limit)
        .map(toOpenRun);
    },

    async find(runId, workspaceId) {
      const run = runs.get(runId);
      return run?.record.workspaceId === workspaceId ? toOpenRun(run) : null;
    },
  };
}
