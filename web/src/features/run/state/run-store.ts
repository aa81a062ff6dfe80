import type { RunEventSummary, RunSnapshot } from '@muster/schema';
import { create } from 'zustand';
import { applyEvents, logAt } from '../log/apply-events';
import { emptyRunLog, type RunLog } from '../log/run-log';
import { logOfSnapshot } from '../log/snapshot-log';
import { type RawRunEvent, readRunEvent } from './read-event';

/** Whether the whole log is here: still coming, or the server will not give it. */
export type Following =
  | { state: 'loading' }
  | { state: 'following' }
  | { state: 'refused'; code: string; message: string };

/** A run with more events than this opens with its snapshot and the end of its log. */
export const MOST_EVENTS_AT_ONCE = 1_000;
/** How many events before the snapshot are loaded with it, for the list of events. */
const TAIL_EVENTS = 200;

/**
 * Whether the events before the end of the log are here: all of them; not, until somebody looks back; wanted; or they
 * could not be loaded.
 */
export type LogHistory = 'whole' | 'left out' | 'wanted' | 'failed';

export interface RunState {
  /** Number of the event before the first of `raw`; 0 when the log is here from its start. */
  startsAfter: number;
  history: LogHistory;
  /** Every stored event received, as sent, in order of `seq`. */
  raw: readonly RawRunEvent[];
  /** The known ones of them. */
  events: readonly RunEventSummary[];
  /** The newest state, with words that are being streamed. */
  live: RunLog;
  /** The state that is shown: `live`, or an earlier one. */
  shown: RunLog;
  /** Number of the event looked at; null for the live end. */
  cursor: number | null;
  following: Following;
  append: (raw: readonly RawRunEvent[]) => void;
  /** Looks at the state after event `seq`; null goes back to the live end. */
  seek: (seq: number | null) => void;
  setFollowing: (following: Following) => void;
  /** Asks for the events that were left out; `seek` does so when it needs them. */
  wantHistory: () => void;
  /** Takes the events up to `startsAfter`, all of them in order; null when they could not be loaded. */
  setHistory: (earlier: readonly RawRunEvent[] | null) => void;
}

/** Leaves out stored events that came before, so that what is replayed twice counts once. Tokens pass. */
function withoutSeen(batch: readonly RawRunEvent[], last: number): RawRunEvent[] {
  let seen = last;
  return batch.filter(({ seq }) => {
    if (seq == null) return true;
    if (seq <= seen) return false;
    seen = seq;
    return true;
  });
}

/** Goes forward from the state shown when it can, else folds from the start. */
function replay(events: readonly RunEventSummary[], shown: RunLog, wasLive: boolean, seq: number): RunLog {
  if (wasLive || seq < shown.seq) return logAt(events, seq);
  return applyEvents(
    shown,
    events.filter((event) => event.seq !== null && event.seq > shown.seq && event.seq <= seq),
  );
}

const isKnown = (event: RunEventSummary | null): event is RunEventSummary => event !== null;

/** What a run of so many events opens with: nothing, since all of its log comes at once, or its snapshot. */
function openingState(snapshot: RunSnapshot | null): Pick<RunState, 'startsAfter' | 'history' | 'live' | 'shown'> {
  if (snapshot === null || snapshot.seq <= MOST_EVENTS_AT_ONCE) {
    return { startsAfter: 0, history: 'whole', live: emptyRunLog, shown: emptyRunLog };
  }
  const live = logOfSnapshot(snapshot);
  return { startsAfter: snapshot.seq - TAIL_EVENTS, history: 'left out', live, shown: live };
}

/**
 * The state of one run in the page: read-only, fed by `followRun`. A long log starts with the snapshot: then `live` is
 * right from the first moment, and earlier events are loaded when somebody looks back.
 */
export const createRunStore = (snapshot: RunSnapshot | null = null) =>
  create<RunState>((set, get) => ({
    ...openingState(snapshot),
    raw: [],
    events: [],
    cursor: null,
    following: { state: 'loading' },
    append: (batch) => {
      const { raw, events, live, cursor, shown } = get();
      const fresh = withoutSeen(batch, lastSeqOf(get()));
      const stored = fresh.filter((event) => event.seq != null);
      const known = fresh.map(readRunEvent).filter(isKnown);
      const next = applyEvents(live, known);
      set({
        live: next,
        shown: cursor === null ? next : shown,
        ...(stored.length > 0
          ? {
              raw: [...raw, ...stored],
              events: [...events, ...known.filter((event) => event.seq !== null)],
            }
          : {}),
      });
    },
    seek: (seq) => {
      const { events, live, shown, cursor, history } = get();
      if (seq === null || seq >= live.seq) return set({ cursor: null, shown: live });
      if (history === 'whole') return set({ cursor: seq, shown: replay(events, shown, cursor === null, seq) });
      // The state shown stays until the events are here.
      set({ cursor: seq, history: 'wanted' });
    },
    setFollowing: (following) => set({ following }),
    wantHistory: () => {
      if (get().history !== 'whole') set({ history: 'wanted' });
    },
    setHistory: (earlier) => {
      const { raw, events, cursor, live } = get();
      if (earlier === null) return set({ history: 'failed', cursor: null, shown: live });
      const all = [...earlier.map(readRunEvent).filter(isKnown), ...events];
      const whole = applyEvents(emptyRunLog, all);
      set({
        startsAfter: 0,
        history: 'whole',
        raw: [...earlier, ...raw],
        events: all,
        live: whole,
        shown: cursor === null ? whole : logAt(all, cursor),
      });
    },
  }));
export type RunStore = ReturnType<typeof createRunStore>;

/** The number to ask the server to go on from. */
export const lastSeqOf = (state: Pick<RunState, 'raw' | 'startsAfter'>): number =>
  state.raw.at(-1)?.seq ?? state.startsAfter;
