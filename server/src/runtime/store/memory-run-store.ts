import {
  addUsage,
  edgeKinds,
  isFinal,
  isNodeRunFinal,
  isWithinIteration,
  type Json,
  noUsage,
  type RunEvent,
  type RunId,
  type RunStatus,
  summarizeEvent,
  type Usage,
} from '@muster/schema';
import { endsScope } from '../run-ending';
import type {
  EndingGuard,
  EventBus,
  MessageRecord,
  NodeKey,
  NodeRunRecord,
  RunRecord,
  RunStore,
  TranscriptRecord,
} from '../run-store';
import { createRunStore } from './create-run-store';
import { toJsonText } from './json-text';
import { keyText } from './node-changes';
import type { RunChange, RunPersistence, RunView } from './run-persistence';

/** One run with everything that belongs to it. */
export interface StoredRun {
  record: RunRecord;
  lastSeq: number;
  usage: Usage;
  output: Json;
  error: Json;
  rows: Map<string, NodeRunRecord>;
  events: RunEvent[];
  messages: MessageRecord[];
  transcript: TranscriptRecord[];
}

export const newStoredRun = (record: RunRecord): StoredRun => ({
  record,
  lastSeq: 0,
  usage: noUsage,
  output: null,
  error: null,
  rows: new Map(),
  events: [],
  messages: [],
  transcript: [],
});

/** What a row is after it went through a database: no references shared, characters that Postgres refuses replaced. */
const copy = <T>(value: T): T => JSON.parse(toJsonText(value)) as T;
const copyRow = (row: NodeRunRecord): NodeRunRecord => ({
  ...copy(row),
  startedAt: row.startedAt,
  finishedAt: row.finishedAt,
});
const sameEntry = (a: TranscriptRecord, b: TranscriptRecord) =>
  keyText(a) === keyText(b) && a.turn === b.turn && a.position === b.position;

const eventsOf = (run: StoredRun | undefined, afterSeq: number, limit: number): RunEvent[] =>
  copy((run?.events ?? []).slice(afterSeq, afterSeq + limit));

const isEnding = (run: StoredRun, guard: EndingGuard): boolean =>
  [...run.rows.values()].some((row) => endsScope(row, guard));

function apply(run: StoredRun, change: RunChange): RunEvent[] {
  for (const { row } of change.nodes) run.rows.set(keyText(row), copyRow(row));
  for (const { key, usage } of change.nodeUsage) {
    const row = run.rows.get(keyText(key));
    if (row) row.usage = addUsage(row.usage, usage);
  }
  if (change.cancelOpenNodes) {
    for (const row of run.rows.values()) {
      if (!isNodeRunFinal(row.status)) Object.assign(row, { status: 'CANCELLED', finishedAt: change.at });
    }
  }
  run.usage = addUsage(run.usage, change.addUsage);
  run.messages.push(...copy(change.messages));
  run.transcript.push(...copy(change.transcript));
  if (change.run) {
    run.record = { ...run.record, status: change.run.status };
    run.output = copy(change.run.output ?? null);
    run.error = copy((change.run.error ?? null) as Json);
  }
  const stored = change.events.map((event) => {
    run.lastSeq += 1;
    return { ...copy(event), runId: change.runId, seq: run.lastSeq, at: change.at.toISOString() } as RunEvent;
  });
  run.events.push(...stored);
  return stored;
}

/** Runs in memory. `beforeWrite` may throw, to show what happens when a write fails. */
export function createMemoryPersistence(
  runs: Map<RunId, StoredRun>,
  beforeWrite: (change: RunChange) => void = () => {},
): RunPersistence {
  const rowsOf = (runId: RunId) => [...(runs.get(runId)?.rows.values() ?? [])];
  return {
    load: async (runId) => runs.get(runId)?.record ?? null,
    nodeRuns: async (runId, iteration) =>
      rowsOf(runId)
        .filter((row) => iteration === undefined || row.iteration === iteration)
        .map(copyRow),
    async nodeRun(key) {
      const row = runs.get(key.runId)?.rows.get(keyText(key));
      return row ? copyRow(row) : null;
    },
    transcript: async (key) =>
      copy((runs.get(key.runId)?.transcript ?? []).filter((entry) => keyText(entry) === keyText(key))).sort(
        (a, b) => a.turn - b.turn || a.position - b.position,
      ),
    events: async (runId, afterSeq, limit) => eventsOf(runs.get(runId), afterSeq, limit),
    async follow(runId, afterSeq, limit, summaries = false) {
      const run = runs.get(runId);
      if (!run) return null;
      const events = eventsOf(run, afterSeq, limit);
      return {
        status: run.record.status,
        lastSeq: run.events.length,
        events: summaries ? events.map(summarizeEvent) : events,
      };
    },
    async usage(runId, within) {
      const run = runs.get(runId);
      const total = rowsOf(runId)
        .filter((row) => isWithinIteration(row.iteration, within))
        .reduce((sum, row) => addUsage(sum, row.usage), noUsage);
      const isSent = ({ iteration, kind }: MessageRecord) =>
        isWithinIteration(iteration, within) && edgeKinds.some((each) => each === kind);
      return { ...total, messages: run?.messages.filter(isSent).length ?? 0 };
    },
    async view(runId, { keys = [], guard, transcript = [] }): Promise<RunView | null> {
      const run = runs.get(runId);
      if (!run) return null;
      const rows = keys.flatMap((key: NodeKey) => run.rows.get(keyText(key)) ?? []);
      return {
        record: run.record,
        lastSeq: run.lastSeq,
        usage: run.usage,
        rows: rows.map(copyRow),
        ending: guard !== undefined && isEnding(run, guard),
        hasTranscript: transcript.some((entry) => run.transcript.some((other) => sameEntry(entry, other))),
      };
    },
    async write(change) {
      beforeWrite(change);
      const run = runs.get(change.runId);
      if (!run || isFinal(run.record.status as RunStatus) || run.lastSeq !== change.expectedSeq) return null;
      return apply(run, change);
    },
  };
}

/** A `RunStore` in memory with the behaviour of the one on Postgres; runs come in through `createMemoryIntake`. */
export const createMemoryRunStore = (runs: Map<RunId, StoredRun>, bus: EventBus): RunStore =>
  createRunStore(createMemoryPersistence(runs), bus);
