import { noUsage, packNodeRuns, type RunEvent, type RunSnapshot, summarizeEvent } from '@muster/schema';
import { describe, expect, it } from 'vitest';
import { applyEvents, logAt } from '../log/apply-events';
import { emptyRunLog } from '../log/run-log';
import { makeLog, squadRun } from '../log/testing';
import type { RawRunEvent } from './read-event';
import { createRunStore, lastSeqOf, MOST_EVENTS_AT_ONCE } from './run-store';

const events = squadRun().events as readonly RawRunEvent[];
const state = (batches: readonly (readonly RawRunEvent[])[]) => {
  const store = createRunStore();
  for (const batch of batches) store.getState().append(batch);
  return store;
};

it('counts what comes twice once, in one batch or in two', () => {
  const store = state([events.slice(0, 8), [...events.slice(5, 12), ...events.slice(9)]]);
  expect(store.getState().raw.map((event) => event.seq)).toEqual(events.map((event) => event.seq));
  expect(store.getState().live).toEqual(state([events]).getState().live);
  expect(lastSeqOf(store.getState())).toBe(events.length);
});

it('shows an earlier event while the run goes on, and comes back to the live end', () => {
  const store = state([events.slice(0, 10)]);
  store.getState().seek(4);
  store.getState().append(events.slice(10));
  expect(store.getState().shown).toEqual(logAt(store.getState().events, 4));
  store.getState().seek(7);
  expect(store.getState().shown).toEqual(logAt(store.getState().events, 7));
  store.getState().seek(null);
  expect(store.getState().shown).toBe(store.getState().live);
  expect(store.getState().live.seq).toBe(events.length);
});

it('keeps events of a newer server in the list and passes over them', () => {
  const unknown = { runId: 'run_1', seq: 3, type: 'run.dreamed', at: '2026-11-23T12:00:03Z', data: {} };
  const broken = { runId: 'run_1', seq: 4, type: 'node.completed', nodeId: 'a', at: '2026-11-23T12:00:04Z', data: 7 };
  const store = state([[...events.slice(0, 2), unknown, broken]]);
  expect(store.getState().raw).toHaveLength(4);
  expect(store.getState().live.seq).toBe(2);
});

describe('a run with a long log', () => {
  /** So many nodes that ran one after another, without values. */
  function longRun(nodes: number): readonly RawRunEvent[] {
    const log = makeLog();
    const done = { port: 'out', ports: ['out'], output: 1, usage: noUsage, durationMs: 1_000 };
    log.add('run.started', { workflowId: 'wfl_1', versionId: 'ver_1', input: {} });
    for (let n = 0; n < nodes; n += 1) {
      log.add('node.started', { attempt: 1, input: n }, { nodeId: `n${n}` });
      log.add('node.completed', done, { nodeId: `n${n}` });
    }
    log.add('run.completed', { output: 1, usage: noUsage });
    return log.events.map((event) => summarizeEvent<RunEvent>(event)) as readonly RawRunEvent[];
  }

  /** What the server says of a run after event `seq`. */
  function snapshotAt(all: readonly RawRunEvent[], seq: number): RunSnapshot {
    const log = applyEvents(emptyRunLog, all.slice(0, seq) as never);
    const time = (text: string | null) => (text === null ? null : Date.parse(text));
    const rows = [...log.executions.values()].map((one) => ({
      ...one,
      error: null,
      startedAt: time(one.startedAt),
      finishedAt: time(one.finishedAt),
    }));
    const { status, startedAt, finishedAt } = log;
    const nodeRuns = packNodeRuns(rows, time(startedAt));
    return {
      seq,
      status,
      error: null,
      usage: [0, 0, 0, 0],
      startedAt,
      finishedAt,
      nodeRunCount: rows.length,
      nodeRuns,
    };
  }
  const standing = (log: { executions: ReadonlyMap<string, { status: string; ports: readonly string[] }> }) =>
    [...log.executions].map(([key, { status, ports }]) => [key, status, ports]);

  const log = longRun(MOST_EVENTS_AT_ONCE);
  const half = MOST_EVENTS_AT_ONCE + 1;

  it('stands right from its snapshot, and goes on from there without a gap', () => {
    const store = createRunStore(snapshotAt(log, half));
    const whole = state([log]).getState();
    expect(standing(store.getState().live)).toEqual(standing(state([log.slice(0, half)]).getState().live));
    const from = lastSeqOf(store.getState());
    expect(from).toBeGreaterThan(0);
    expect(from).toBeLessThan(half);
    store.getState().append(log.slice(from, half + 300));
    store.getState().append(log.slice(half + 200));
    expect(store.getState().live.status).toBe('SUCCEEDED');
    expect(standing(store.getState().live)).toEqual(standing(whole.live));
    expect(store.getState().raw.map(({ seq }) => seq)).toEqual(log.slice(from).map(({ seq }) => seq));
  });

  it('shows an earlier event once what was left out is here, and is then what the whole log makes it', () => {
    const store = createRunStore(snapshotAt(log, log.length));
    const from = lastSeqOf(store.getState());
    store.getState().append(log.slice(from));
    store.getState().seek(7);
    expect(store.getState()).toMatchObject({ history: 'wanted', cursor: 7 });
    expect(store.getState().shown.status).toBe('SUCCEEDED');
    store.getState().setHistory(log.slice(0, from));
    const whole = state([log]).getState();
    expect(store.getState().history).toBe('whole');
    expect(store.getState().shown).toEqual(logAt(whole.events, 7));
    expect(store.getState().live).toEqual(whole.live);
    expect(store.getState().raw).toEqual(log);
  });

  it('stays at the live end when what was left out cannot be loaded', () => {
    const store = createRunStore(snapshotAt(log, log.length));
    store.getState().seek(7);
    store.getState().setHistory(null);
    expect(store.getState()).toMatchObject({ history: 'failed', cursor: null });
    expect(store.getState().shown).toBe(store.getState().live);
  });

  it('is loaded as a whole when it is short', () => {
    expect(createRunStore(snapshotAt(log, MOST_EVENTS_AT_ONCE)).getState()).toMatchObject({
      history: 'whole',
      live: emptyRunLog,
    });
  });
});
