import { invariant, isFinal } from '@muster/schema';
import type { TranscriptRecord } from '../../runtime';
import type { AgentJob } from '../agent-job';
import { collectAnswers } from '../messages/answers';
import type { AgentDeps } from '../ports';
import type { OpeningEntry } from '../transcript/entries';
import { type Transcript, toTranscript } from '../transcript/transcript';
import { checkBudget, deadlines } from './budget';
import { type Next, nextAfter, stopped, timedOut } from './next';

/** A turn that may be taken: everything that was said, and how often its call was tried. */
export interface ReadyTurn {
  turn: number;
  workspaceId: string;
  opening: OpeningEntry;
  /** With the answers to the last turn's messages in it. */
  transcript: Transcript;
  /** Those answers, not recorded yet. */
  results: TranscriptRecord[];
  /** Attempt of the node run. */
  attempt: number;
  /** Tries of this one call, this one included. */
  tries: number;
  messagesLeft: number;
}

/** Looks whether the turn has been taken, and whether it may be: run, turns, time, budget. */
export async function prepareTurn(
  deps: AgentDeps,
  job: AgentJob,
  turn: number,
): Promise<{ next: Next } | { next: null; ready: ReadyTurn }> {
  const { store } = deps;
  const run = await store.load(job.key.runId);
  if (!run || isFinal(run.status)) return { next: stopped };
  const records = await store.transcript(job.key);
  const before = toTranscript(records);
  const recorded = before.turns.find((one) => one.turn === turn);
  if (recorded) return { next: nextAfter(recorded.entry) };
  const { opening } = before;
  invariant(opening, 'an agent takes a turn before its opening is recorded');

  if (turn > job.agent.maxTurns) {
    const message = `The agent used all its ${job.agent.maxTurns} turns without finishing.`;
    return { next: { kind: 'fail', code: 'TURN_LIMIT', message } };
  }
  const now = (deps.now?.() ?? new Date()).getTime();
  if (now >= deadlines(job, opening.startedAt).timeout) return { next: timedOut };
  const last = before.turns.at(-1);
  const { exceeded, messagesLeft } = await checkBudget(store, job, last, opening.startedAt, now);
  if (exceeded !== null) return { next: { kind: 'over-budget', message: exceeded } };

  const results = await collectAnswers(store, job, last);
  let row = await store.nodeRun(job.key);
  if (row?.status === 'WAITING') {
    const start = await store.startNode(job.key, row.input);
    if (start.kind === 'stopped') return { next: stopped };
    row = start.record;
  }
  const attempt = row?.attempt ?? 1;
  // The node run counts all attempts; the last recorded turn says how many of them were used up by then.
  const tries = attempt - (last?.entry.attempt ?? opening.attempt) + 1;
  const transcript = toTranscript([...records, ...results]);
  return {
    next: null,
    ready: { turn, workspaceId: run.workspaceId, opening, transcript, results, attempt, tries, messagesLeft },
  };
}
