import { iterationDepth } from '@muster/schema';
import type { AgentJob } from '../agent-job';
import { messageIdOf } from '../messages/answers';
import type { AgentDeps } from '../ports';
import type { ModelReply } from '../providers/model-provider';
import { toolsOf } from '../tools/registry';
import type { TurnEntry, Verdict } from '../transcript/entries';
import { readTranscript } from '../transcript/transcript';
import { readAnswer, repairRequest } from './answer-form';
import { type Answered, askModel } from './ask-model';
import { decide } from './decide';
import { agentLimits } from './limits';
import { type Next, nextAfter, stopped } from './next';
import { prepareTurn, type ReadyTurn } from './prepare-turn';
import { turnRecord } from './turn-record';

/** Is the answer an end, a reason for calls, or of no use? */
async function judge(
  { schemas }: AgentDeps,
  job: AgentJob,
  { transcript, workspaceId }: ReadyTurn,
  reply: ModelReply,
): Promise<Verdict> {
  if (reply.toolCalls.length > 0) return { kind: 'calls' };
  const answer = await readAnswer({ schemas, workspaceId }, reply.text, job.agent.outputSchema);
  if (answer.ok) return { kind: 'finish', data: answer.data };
  const repairs = transcript.turns.filter((one) => one.entry.verdict.kind === 'again').length;
  if (repairs >= agentLimits.repairs) return { kind: 'fail', code: 'OUTPUT_INVALID', message: answer.problem };
  return { kind: 'again', say: repairRequest(answer.problem, job.agent.outputSchema) };
}

/** Decides what becomes of the answer and records everything at once. */
async function conclude(deps: AgentDeps, job: AgentJob, ready: ReadyTurn, answered: Answered): Promise<Next> {
  const { reply, chosen } = answered;
  const { turn, transcript, results, attempt, messagesLeft } = ready;
  const { decisions, refusals } = decide({
    toolCalls: reply.toolCalls,
    history: transcript.turns,
    tools: toolsOf(job.agent),
    edges: job.edges,
    inSquad: job.squad !== null,
    atDepthLimit:
      job.squad !== null && iterationDepth(job.key.iteration) - iterationDepth(job.squad.base) >= agentLimits.depth,
    messagesLeft,
  });
  const { text, toolCalls } = reply;
  const verdict = await judge(deps, job, ready, reply);
  const entry: TurnEntry = { kind: 'turn', text, toolCalls, decisions, verdict, attempt };
  const answers = verdict.kind === 'finish' && job.caller;
  const inReplyTo = answers ? await messageIdOf(deps.store, job.key.runId, answers) : undefined;
  const facts = { turn, entry, reply, chosen, refusals, inReplyTo, results };
  const recorded = await deps.store.record(job.key.runId, turnRecord(job, facts));
  if (recorded === 'stopped') return stopped;
  if (recorded === 'written') return nextAfter(entry);
  // Another process recorded this turn at the same time: what is stored counts.
  const stored = (await readTranscript(deps.store, job.key)).turns.find((one) => one.turn === turn);
  return nextAfter(stored?.entry ?? entry);
}

/**
 * One turn of an agent: loads the transcript, calls the model once, records everything in one transaction, and returns
 * only what comes next. A turn that is recorded is never paid for again.
 */
export async function takeTurn(deps: AgentDeps, job: AgentJob, turn: number, signal: AbortSignal): Promise<Next> {
  const prepared = await prepareTurn(deps, job, turn);
  if (prepared.next) return prepared.next;
  const asked = await askModel(deps, job, prepared.ready, signal);
  if (asked.next) return asked.next;
  return conclude(deps, job, prepared.ready, asked);
}
