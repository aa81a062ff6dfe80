import { isFinal, OperationalError } from '@muster/schema';
import { RetryLater } from '../../runtime';
import type { AgentJob } from '../agent-job';
import { toDefinition } from '../messages/edge-tools';
import type { AgentDeps } from '../ports';
import type { ModelReply, ToolDefinition } from '../providers/model-provider';
import type { ChosenModel } from '../providers/registry';
import { toolsOf } from '../tools/registry';
import { toMessages } from '../transcript/transcript';
import { deadlines, requirePrice } from './budget';
import { callModel } from './call-model';
import { judgeFault } from './model-fault';
import { type Next, stopped, timedOut } from './next';
import type { ReadyTurn } from './prepare-turn';

/** What a timer can wait at most, about 24 days. */
const LONGEST_TIMER_MS = 2_147_483_647;

export interface Answered {
  reply: ModelReply;
  chosen: ChosenModel;
}

function toolDefinitions(job: AgentJob): ToolDefinition[] {
  const own = toolsOf(job.agent).map(({ name, description, parameters }) => ({ name, description, parameters }));
  return [...own, ...job.edges.map(toDefinition)];
}

/**
 * The one call to the model of a turn. What goes wrong ends the turn by the node's policy: another attempt later
 * (`RetryLater`), failure, or over budget; an interruption that is no cancel is thrown, so that the engine repeats the step.
 */
export async function askModel(
  deps: AgentDeps,
  job: AgentJob,
  ready: ReadyTurn,
  signal: AbortSignal,
): Promise<{ next: Next } | ({ next: null } & Answered)> {
  const now = deps.now ?? (() => new Date());
  const { turn, attempt, opening } = ready;
  const ends = deadlines(job, opening.startedAt);
  const timeLeft = Math.min(ends.timeout, ends.budget) - now().getTime();
  const timeUp = timeLeft > LONGEST_TIMER_MS ? null : AbortSignal.timeout(Math.max(0, timeLeft));
  try {
    const chosen = deps.models.choose(opening.model, job.tier);
    requirePrice(job, chosen);
    const request = {
      model: chosen.model,
      messages: toMessages(ready.transcript),
      tools: toolDefinitions(job),
      // With its last turn an agent must answer; whether the model obeys is checked by the turn limit.
      toolChoice: turn > 1 && turn === job.agent.maxTurns ? ('none' as const) : ('auto' as const),
      outputSchema: job.agent.outputSchema,
      signal: timeUp ? AbortSignal.any([signal, timeUp]) : signal,
    };
    const reply = await callModel(deps.bus, job, chosen.provider, request, { turn, attempt, now });
    return { next: null, reply, chosen };
  } catch (error) {
    if (signal.aborted) {
      const run = await deps.store.load(job.key.runId);
      if (!run || isFinal(run.status)) return { next: stopped };
      throw new OperationalError('INTERNAL', 'The work was interrupted and will be taken up again.');
    }
    if (timeUp?.aborted) {
      const overBudget: Next = { kind: 'over-budget', message: 'The time of the budget is over.' };
      return { next: ends.timeout <= ends.budget ? timedOut : overBudget };
    }
    return { next: await afterFault(deps, job, ready, error) };
  }
}

async function afterFault(deps: AgentDeps, job: AgentJob, ready: ReadyTurn, error: unknown): Promise<Next> {
  const fault = judgeFault(error, job.node.policy.retry, ready.tries);
  if (!fault) throw error;
  const { failure, retryInMs } = fault;
  if (retryInMs === null) return { kind: 'fail', ...failure };
  if (!(await deps.store.retryNode(job.key, { ...failure, nodeId: job.node.id }, retryInMs))) return stopped;
  throw new RetryLater(failure.message, retryInMs);
}
