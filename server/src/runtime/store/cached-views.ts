import { addUsage, isFinal, type RunId } from '@muster/schema';
import { LRUCache } from 'lru-cache';
import { endsScope } from '../run-ending';
import type { NodeRunRecord } from '../run-store';
import { hasEnded, keyText } from './node-changes';
import type { RunChange, RunPersistence, RunView, ViewQuestion } from './run-persistence';

/** A run begun in this process: no row of it can be unknown here while `lastSeq` is what the database has. */
interface KnownRun {
  view: Omit<RunView, 'rows' | 'ending' | 'hasTranscript' | 'unreadable'>;
  open: Map<string, NodeRunRecord>;
  /** Rows that have ended, without their payloads. */
  ended: Map<string, NodeRunRecord>;
  /** Rows that ended on no port: these alone may end their scope. */
  withoutPort: NodeRunRecord[];
}

const KNOWN_RUNS = 1000;

function remember(known: KnownRun, change: RunChange): void {
  const { view, open, ended, withoutPort } = known;
  const status = change.run?.status ?? view.record.status;
  known.view = {
    record: { ...view.record, status },
    lastSeq: view.lastSeq + change.events.length,
    usage: addUsage(view.usage, change.addUsage),
  };
  for (const { row } of change.nodes) {
    const key = keyText(row);
    open.delete(key);
    if (!hasEnded(row)) open.set(key, row);
    else {
      const small = { ...row, input: null, output: null };
      ended.set(key, small);
      if (row.ports.length === 0) withoutPort.push(small);
    }
  }
  for (const { key, usage } of change.nodeUsage) {
    const row = open.get(keyText(key));
    if (row) open.set(keyText(key), { ...row, usage: addUsage(row.usage, usage) });
  }
}

/** What the question asks, if it can be answered without what only the database has: outputs and transcripts. */
function answer({ view, open, ended, withoutPort }: KnownRun, question: ViewQuestion): RunView | null {
  const { keys = [], withoutPayloads = false, guard, transcript = [] } = question;
  if (transcript.length > 0) return null;
  if (!withoutPayloads && keys.some((key) => ended.has(keyText(key)))) return null;
  const rows = keys.flatMap((key) => open.get(keyText(key)) ?? ended.get(keyText(key)) ?? []);
  const ending = guard !== undefined && withoutPort.some((row) => endsScope(row, guard));
  return { ...view, rows, ending, hasTranscript: false };
}

/**
 * Spares the reading before most writes. Every write says which `lastSeq` it was decided on, and every change of a row
 * counts it up, so what is decided on an old view is not written: then the run is forgotten here and read again.
 */
export function withCachedViews(persistence: RunPersistence): RunPersistence {
  const runs = new LRUCache<RunId, KnownRun>({ max: KNOWN_RUNS });

  function begun(view: RunView): void {
    const { record, lastSeq, usage } = view;
    runs.set(record.id, { view: { record, lastSeq, usage }, open: new Map(), ended: new Map(), withoutPort: [] });
  }

  return {
    ...persistence,

    // Who enters a run's handler reads the run first, and begins it next.
    async load(runId) {
      const view = await persistence.view(runId, {});
      if (view?.unreadable) throw view.unreadable;
      if (view && view.lastSeq === 0 && !runs.has(runId)) begun(view);
      return view?.record ?? null;
    },

    async view(runId, question) {
      const known = runs.get(runId);
      const answered = known && answer(known, question);
      if (answered) return answered;
      const view = await persistence.view(runId, question);
      // Before its first event a run has no rows.
      if (view && !known && view.lastSeq === 0) begun(view);
      return view;
    },

    async write(change) {
      const known = runs.get(change.runId);
      let written: Awaited<ReturnType<RunPersistence['write']>> = null;
      try {
        written = await persistence.write(change);
      } finally {
        if (!known) runs.delete(change.runId);
        else if (!written || known.view.lastSeq !== change.expectedSeq) runs.delete(change.runId);
        else remember(known, change);
        if (change.run && isFinal(change.run.status)) runs.delete(change.runId);
      }
      return written;
    },
  };
}
