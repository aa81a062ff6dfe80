import { invariant, isFinal, OperationalError } from '@muster/schema';
import { RetryLater } from '../../runtime/step-tools';
import type { AgentDeps } from '../ports';
import type { ModelReply, ToolDefinition } from '../providers/model-provider';
import { collectAnswers, messageIdOf } from '../squad/answers';
import { toDefinition } from '../squad/edge-tools';
import { depthOf } from '../squad/iterations';
import { toolsOf } from '../tools/registry';
import type { OpeningEntry, TurnEntry, Verdict } from '../transcript/entries';
import { readTranscript, type Transcript, toMessages, toTranscript } from '../transcript/transcript';
import { readAnswer, repairRequest } from './answer-form';
import { checkBudget, deadlines } from './budget';
import { callModel } from './call-model';
import { decide } from './decide';
import type { AgentJob } from './job';
import { agentLimits } from './limits';
import { judgeFault } from './model-fault';
import { type Next, nextAfter } from './next';
import { turnRecord } from './turn-record';

const LONGEST_TIMER_MS = 2_000_000_000;
const stopped: Next = { kind: 'stopped' };
const timedOut: Next = { kind: 'fail', code: 'NODE_TIMEOUT', message: 'The agent took longer than its time limit.' };

/** Whether the call may be made at all; null when it may. */
async function obstacle(deps: AgentDeps, job: AgentJob, opening: OpeningEntry, turn: number, now: number) {
  if (turn > job.agent.maxTurns) {
    const message = `The agent used all its ${job.agent.maxTurns} turns without finishing.`;
    return { next: { kind: 'fail', code: 'TURN_LIMIT', message } as Next, messagesLeft: 0 };
  }
  if (now >= deadlines(job, opening.startedAt).timeout) return { next: timedOut, messagesLeft: 0 };
  const { exceeded, messagesLeft } = await checkBudget(deps.store, job, opening.startedAt, now);
  return { next: exceeded === null ? null : ({ kind: 'over-budget', message: exceeded } as Next), messagesLeft };
}

/** Is the answer an end, a reason for calls, or of no use? */
function judge(job: AgentJob, transcript: Transcript, reply: ModelReply): Verdict {
  if (reply.toolCalls.length > 0) return { kind: 'calls' };
  const answer = readAnswer(reply.text, job.agent.outputSchema);
  if (answer.ok) return { kind: 'finish', data: answer.data };
  const repairs = transcript.turns.filter((one) => one.entry.verdict.kind === 'again').length;
  if (repairs >= agentLimits.repairs) return { kind: 'fail', code: 'OUTPUT_INVALID', message: answer.problem };
  return { kind: 'again', say: repairRequest(answer.problem, job.agent.outputSchema) };
}

/**
 * One turn of an agent: loads the transcript, calls the model once, records everything in one transaction, and returns
 * only what comes next. A turn that is recorded is never paid for again.
 */
export async function takeTurn(deps: AgentDeps, job: AgentJob, turn: number, signal: AbortSignal): Promise<Next> {
  const { store } = deps;
  const now = deps.now ?? (() => new Date());
  const run = await store.load(job.key.runId);
  if (!run || isFinal(run.status)) return stopped;
  const transcript = await readTranscript(store, job.key);
  const recorded = transcript.turns.find((one) => one.turn === turn);
  if (recorded) return nextAfter(recorded.entry);
  const { opening } = transcript;
  invariant(opening, 'an agent takes a turn before its opening is recorded');

  const { next, messagesLeft } = await obstacle(deps, job, opening, turn, now().getTime());
  if (next) return next;
  let row = await store.nodeRun(job.key);
  if (row?.status === 'WAITING') {
    const start = await store.startNode(job.key, row.input);
    if (start.kind === 'stopped') return stopped;
    row = start.record;
  }
  const attempt = row?.attempt ?? 1;
  const tries = attempt - (transcript.turns.at(-1)?.entry.attempt ?? opening.attempt) + 1;

  const results = await collectAnswers(store, job, transcript.turns.at(-1));
  const heard = toTranscript([...(await store.transcript(job.key)), ...results]);
  const tools = toolsOf(job.agent);
  const definitions: ToolDefinition[] = [...tools, ...job.edges.map(toDefinition)].map(
    ({ name, description, parameters }) => ({ name, description, parameters }),
  );
  const ends = deadlines(job, opening.startedAt);
  const timeLeft = Math.min(ends.timeout, ends.budget) - now().getTime();
  const timeUp = AbortSignal.timeout(Math.max(0, Math.min(timeLeft, LONGEST_TIMER_MS)));
  let reply: ModelReply;
  let chosen: ReturnType<AgentDeps['models']['choose']>;
  try {
    chosen = deps.models.choose(opening.model, job.tier);
    reply = await callModel(
      deps.bus,
      job,
      chosen.provider,
      {
        model: chosen.model,
        messages: toMessages(heard),
        tools: definitions,
        // With its last turn an agent must answer; whether the model obeys is checked by the turn limit.
        toolChoice: turn > 1 && turn === job.agent.maxTurns ? 'none' : 'auto',
        outputSchema: job.agent.outputSchema,
        signal: AbortSignal.any([signal, timeUp]),
      },
      { turn, attempt, now },
    );
  } catch (error) {
    return await afterFault(error, tries);
  }

  const decided = decide({
    toolCalls: reply.toolCalls,
    history: transcript.turns,
    tools,
    edges: job.edges,
    inSquad: job.squad !== null,
    atDepthLimit: job.squad !== null && depthOf(job.squad.base, job.key.iteration) >= agentLimits.depth,
    messagesLeft,
  });
  const entry: TurnEntry = {
    kind: 'turn',
    text: reply.text,
    toolCalls: reply.toolCalls,
    decisions: decided.decisions,
    verdict: judge(job, transcript, reply),
    attempt,
  };
  const inReplyTo = job.caller ? await messageIdOf(store, job.key.runId, job.caller) : undefined;
  const facts = { turn, entry, reply, chosen, refusals: decided.refusals, inReplyTo, results };
  if (!(await store.record(job.key.runId, turnRecord(job, facts)))) return stopped;
  // Somebody else may have recorded this turn at the same time: what is stored counts.
  const stored = (await readTranscript(store, job.key)).turns.find((one) => one.turn === turn);
  return nextAfter(stored?.entry ?? entry);

  async function afterFault(error: unknown, tried: number): Promise<Next> {
    if (signal.aborted) {
      const current = await store.load(job.key.runId);
      if (!current || isFinal(current.status)) return stopped;
      throw new OperationalError('INTERNAL', 'The work was interrupted and will be taken up again.');
    }
    if (timeUp.aborted) {
      if (ends.timeout <= ends.budget) return timedOut;
      return { kind: 'over-budget', message: 'The time of the budget is over.' };
    }
    const fault = judgeFault(error, job.node.policy.retry, tried);
    if (!fault) throw error;
    if (fault.retryInMs === null) return { kind: 'fail', ...fault.failure };
    if (!(await store.retryNode(job.key, fault.failure, fault.retryInMs))) return stopped;
    throw new RetryLater(fault.failure.message, fault.retryInMs);
  }
}
