import { invariant, isJsonObject, type Json, noUsage, UserError } from '@muster/schema';
import { bypassedOutcome, failedOutcome, type NodeRunRecord, type Outcome, type RunEntry } from '../../runtime';
import { type AgentJob, answersTo } from '../agent-job';
import { messageIdOf } from '../messages/answers';
import { recordMessage } from '../messages/record-message';
import type { AgentDeps } from '../ports';
import { readTranscript } from '../transcript/transcript';

export const OVER_BUDGET = 'over-budget';

/** How a node ended, as control data: what its function returns. */
export type Ended = { ports: string[] } | { failed: true } | { stopped: true };

/** Why an agent or a squad is over, before the node's policy has its say. */
export type Ending =
  | { kind: 'finish' }
  | { kind: 'mock' }
  | { kind: 'over-budget'; message: string }
  | { kind: 'fail'; code: string; message: string };

/** Over budget is no failure: it has a port of its own, and what was reached so far goes there. */
export function overBudgetOutcome(message: string, partial: { [key: string]: Json }): Outcome {
  const code = 'BUDGET_EXCEEDED';
  return {
    status: 'SUCCEEDED',
    ports: [OVER_BUDGET],
    output: { code, message, ...partial },
    error: { code, message },
  };
}

export const endedOf = (row: NodeRunRecord | undefined): Ended =>
  !row ? { stopped: true } : row.ports.length > 0 ? { ports: row.ports } : { failed: true };

async function outcomeOf(deps: AgentDeps, job: AgentJob, ending: Ending): Promise<Outcome> {
  if (ending.kind === 'fail')
    return failedOutcome(job.node.policy, { code: ending.code, message: ending.message, nodeId: job.node.id });
  const row = await deps.store.nodeRun(job.key);
  if (ending.kind === 'mock') return bypassedOutcome(job.node.policy, row?.input ?? null);
  const usage = { ...(row?.usage ?? noUsage) };
  const last = (await readTranscript(deps.store, job.key)).turns.at(-1)?.entry;
  if (ending.kind === 'over-budget') return overBudgetOutcome(ending.message, { text: last?.text ?? '', usage });
  invariant(last?.verdict.kind === 'finish', 'an agent finishes without an answer');
  const output = { text: last.text, data: last.verdict.data, usage };
  return { status: 'SUCCEEDED', ports: ['out'], output };
}

/** Whoever waits for an answer gets one, also when the agent could not give a real one. */
async function lastWords(deps: AgentDeps, job: AgentJob, ending: Ending, outcome: Outcome): Promise<RunEntry> {
  if (!job.squad || ending.kind === 'finish') return {};
  const text =
    ending.kind === 'mock'
      ? isJsonObject(outcome.output) && typeof outcome.output.text === 'string'
        ? outcome.output.text
        : JSON.stringify(outcome.output)
      : `I could not finish: ${ending.message}`;
  const inReplyTo = job.caller ? await messageIdOf(deps.store, job.key.runId, job.caller) : undefined;
  return recordMessage(job, {
    from: job.key.nodeId,
    to: answersTo(job),
    kind: 'answer',
    text,
    ...(inReplyTo === undefined ? {} : { inReplyTo }),
  });
}

/** Ends the agent's node run; entered again, it returns what is recorded. */
export async function endAgent(deps: AgentDeps, job: AgentJob, ending: Ending): Promise<Ended> {
  const before = await deps.store.nodeRun(job.key);
  if (before?.finishedAt) return endedOf(before);
  const outcome = await outcomeOf(deps, job, ending);
  const also = await lastWords(deps, job, ending, outcome);
  try {
    const rows = await deps.store.finishNodes([{ ...job.key, ...outcome }], also);
    return endedOf(rows?.[0]);
  } catch (error) {
    // Too large an output, for one.
    if (!(error instanceof UserError)) throw error;
    const failed = failedOutcome(job.node.policy, { code: error.code, message: error.message, nodeId: job.node.id });
    const rows = await deps.store.finishNodes([{ ...job.key, ...failed }]);
    return endedOf(rows?.[0]);
  }
}
