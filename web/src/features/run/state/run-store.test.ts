import { expect, it } from 'vitest';
import { logAt } from '../log/apply-events';
import { squadRun } from '../log/testing';
import type { RawRunEvent } from './read-event';
import { createRunStore, lastSeqOf } from './run-store';

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
