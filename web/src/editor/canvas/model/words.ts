import { formatDuration } from '../../../format';
import { type State, stateWords, toState } from '../../../ui/state';
import type { CardData } from './flow-types';
import type { NodeRunState } from './run-state';

/** "$0.0004", "$0.061", "$1.25". */
export const costWords = (usd: number): string =>
  `$${usd >= 1 ? usd.toFixed(2) : usd.toFixed(4).replace(/0{1,2}$/, '')}`;

/** A port id as people read it: `class:bug` is "bug". */
export const portWords = (port: string): string => port.split(':').at(-1) ?? port;

/** State and words for the footer of a card: what it is doing, or how it left. */
export function stateOfCard(data: CardData): { state: State; word: string } {
  const { run, inRun } = data;
  if (!inRun) return { state: 'idle', word: '' };
  if (!run) return { state: 'idle', word: '' };
  const state = toState(run.status);
  if (run.note) return { state, word: run.note };
  if (state === 'succeeded' && run.port && run.port !== 'out') return { state, word: portWords(run.port) };
  if (state === 'waiting') return { state, word: 'needs you' };
  return { state, word: stateWords[state] };
}

/** Figures at the right of the footer, but for a time that goes on: "turn 3", "0.8 s", "$0.0004". */
export function figuresOfCard({ run }: CardData): { turn: string; took: string; cost: string } {
  return {
    turn: run?.turn ? `turn ${run.turn}` : '',
    took: run?.durationMs == null ? '' : formatDuration(run.durationMs),
    cost: run?.costUsd ? costWords(run.costUsd) : '',
  };
}

/** "bug · 112 ms": how a node left a run that is over. */
export function outcomeWords({
  status,
  port,
  durationMs,
}: Pick<NodeRunState, 'status' | 'port' | 'durationMs'>): string {
  const state = toState(status);
  const word = state === 'succeeded' && port && port !== 'out' ? portWords(port) : stateWords[state];
  return durationMs === null ? word : `${word} · ${formatDuration(durationMs)}`;
}
