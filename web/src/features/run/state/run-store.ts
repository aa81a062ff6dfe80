import type { RunEvent } from '@muster/schema';
import { create } from 'zustand';
import { applyEvents, logAt } from '../log/apply-events';
import { emptyRunLog, type RunLog } from '../log/run-log';
import { type RawRunEvent, readRunEvent } from './read-event';

/** Whether the whole log is here: still coming, or the server will not give it. */
export type Following =
  | { state: 'loading' }
  | { state: 'following' }
  | { state: 'refused'; code: string; message: string };

export interface RunState {
  /** Every stored event received, as sent, in order of `seq`. */
  raw: readonly RawRunEvent[];
  /** The known ones of them. */
  events: readonly RunEvent[];
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
function replay(events: readonly RunEvent[], shown: RunLog, wasLive: boolean, seq: number): RunLog {
  if (wasLive || seq < shown.seq) return logAt(events, seq);
  return applyEvents(
    shown,
    events.filter((event) => event.seq !== null && event.seq > shown.seq && event.seq <= seq),
  );
}

/** The state of one run in the page: read-only, fed by `followRun`. */
export const createRunStore = () =>
  create<RunState>((set, get) => ({
    raw: [],
    events: [],
    live: emptyRunLog,
    shown: emptyRunLog,
    cursor: null,
    following: { state: 'loading' },
    append: (batch) => {
      const { raw, events, live, cursor, shown } = get();
      const fresh = withoutSeen(batch, raw.at(-1)?.seq ?? 0);
      const stored = fresh.filter((event) => event.seq != null);
      const known = fresh.map(readRunEvent).filter((event) => event !== null);
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
      const { events, live, shown, cursor } = get();
      const end = seq === null || seq >= live.seq;
      set(end ? { cursor: null, shown: live } : { cursor: seq, shown: replay(events, shown, cursor === null, seq) });
    },
    setFollowing: (following) => set({ following }),
  }));
export type RunStore = ReturnType<typeof createRunStore>;

/** The number to ask the server to go on from. */
export const lastSeqOf = (state: Pick<RunState, 'raw'>): number => state.raw.at(-1)?.seq ?? 0;
