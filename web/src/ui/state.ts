/** Every state something can be in. The words and marks live here, so that they are the same everywhere. */
export const states = ['idle', 'queued', 'running', 'waiting', 'succeeded', 'failed', 'skipped', 'cancelled'] as const;
export type State = (typeof states)[number];

export const stateWords: Record<State, string> = {
  idle: 'not started',
  queued: 'queued',
  running: 'running',
  waiting: 'waiting',
  succeeded: 'done',
  failed: 'failed',
  skipped: 'skipped',
  cancelled: 'cancelled',
};

/** Text colour of a state: the only colours of the interface. */
export const stateColours: Record<State, string> = {
  idle: 'text-ink-3',
  queued: 'text-ink-2',
  running: 'text-running',
  waiting: 'text-waiting',
  succeeded: 'text-succeeded',
  failed: 'text-failed',
  skipped: 'text-ink-3',
  cancelled: 'text-ink-2',
};

/** A run's or node run's status, as the API names it, to a state. */
export function toState(status: string | null | undefined): State {
  const lower = status?.toLowerCase();
  return states.find((state) => state === lower) ?? 'idle';
}
