import type { TurnEntry } from '../transcript/entries';

/** What comes after a turn; all an engine memoises of it. */
export type Next =
  | { kind: 'finish' }
  | { kind: 'again' }
  /** Positions in the turn's calls; `n` numbers the callee's iteration. */
  | { kind: 'calls'; tools: number[]; edges: { index: number; to: string; n: number }[] }
  | { kind: 'fail'; code: string; message: string }
  | { kind: 'over-budget'; message: string }
  | { kind: 'stopped' };

/** Read off the recorded turn, so that a turn entered twice goes on in the same way. */
export function nextAfter(entry: TurnEntry): Next {
  const { verdict } = entry;
  if (verdict.kind === 'finish' || verdict.kind === 'again') return { kind: verdict.kind };
  if (verdict.kind === 'fail') return { kind: 'fail', code: verdict.code, message: verdict.message };
  const tools = entry.decisions.flatMap((one, index) => (one.kind === 'tool' ? [index] : []));
  const edges = entry.decisions.flatMap((one, index) => (one.kind === 'edge' ? [{ index, to: one.to, n: one.n }] : []));
  return { kind: 'calls', tools, edges };
}

/** The run is over. */
export const stopped: Next = { kind: 'stopped' };
export const timedOut: Next = {
  kind: 'fail',
  code: 'NODE_TIMEOUT',
  message: 'The agent took longer than its time limit.',
};
