import { childIteration, invariant, type RunId } from '@muster/schema';
import type { NodeRunRecord, RunStore, TranscriptRecord } from '../../runtime';
import type { AgentJob, CallerRef } from '../agent-job';
import { type Decision, entryJson } from '../transcript/entries';
import { type RecordedTurn, readTranscript } from '../transcript/transcript';
import { outputText } from './record-message';

type EdgeDecision = Extract<Decision, { kind: 'edge' }>;

/** The message a member was called with, from its caller's transcript. */
export async function readCall(store: RunStore, runId: RunId, caller: CallerRef): Promise<EdgeDecision> {
  const { turns } = await readTranscript(store, { runId, nodeId: caller.nodeId, iteration: caller.iteration });
  const decision = turns.find((one) => one.turn === caller.turn)?.entry.decisions[caller.index];
  invariant(decision?.kind === 'edge', 'a member was called without a recorded message');
  return decision;
}

export const messageIdOf = async (store: RunStore, runId: RunId, caller: CallerRef): Promise<string> =>
  (await readCall(store, runId, caller)).messageId;

function answerOf(row: NodeRunRecord | null): { ok: boolean; text: string } {
  if (row?.status === 'SUCCEEDED' && !row.ports.includes('over-budget')) {
    return { ok: true, text: outputText(row.output) };
  }
  const { code, message } = row?.error ?? { code: 'NODE_CRASHED', message: 'No answer came back.' };
  return { ok: false, text: `No answer: ${message} (${code}). Go on without it, or try another way.` };
}

/** Answers to the messages of a turn, as results for the transcript; those recorded already are left out. */
export async function collectAnswers(
  store: RunStore,
  job: AgentJob,
  turn: RecordedTurn | undefined,
): Promise<TranscriptRecord[]> {
  if (!turn) return [];
  const open = turn.entry.decisions.flatMap((decision, index) =>
    decision.kind === 'edge' && !turn.results.has(index + 1) ? [{ decision, position: index + 1 }] : [],
  );
  return Promise.all(
    open.map(async ({ decision, position }) => {
      const iteration = childIteration(job.key.iteration, job.key.nodeId, decision.n);
      const row = await store.nodeRun({ runId: job.key.runId, nodeId: decision.to, iteration });
      const entry = entryJson({ kind: 'result', callId: decision.callId, ...answerOf(row) });
      return { ...job.key, turn: turn.turn, position, entry };
    }),
  );
}
