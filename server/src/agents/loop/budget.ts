import type { Budget } from '@muster/nodes';
import { type Usage, UserError } from '@muster/schema';
import type { RunStore } from '../../runtime';
import type { AgentJob } from '../agent-job';
import type { ChosenModel } from '../providers/registry';
import type { RecordedTurn } from '../transcript/transcript';

/**
 * Why work must stop, or null. What counts as a message is one sent along an edge; `messagesLeft` is Infinity where
 * messages are not counted.
 */
export interface BudgetState {
  exceeded: string | null;
  messagesLeft: number;
}

function overUsage(budget: Budget, usage: Usage): string | null {
  const tokens = usage.inputTokens + usage.outputTokens;
  if (budget.tokens !== undefined && tokens >= budget.tokens) return `${tokens} of ${budget.tokens} tokens are used.`;
  if (budget.usd !== undefined && usage.costUsd >= budget.usd) {
    return `$${usage.costUsd.toFixed(4)} of $${budget.usd} is used.`;
  }
  return null;
}

const overTime = (budget: Budget, startedAt: number, now: number): string | null =>
  budget.seconds !== undefined && now - startedAt >= budget.seconds * 1000
    ? `The ${budget.seconds} seconds are over.`
    : null;

/** The agent wanted to send more messages than its squad has left. That the last one was sent is no reason to stop. */
const wantsTooMany = (last: RecordedTurn | undefined): boolean =>
  last?.entry.decisions.some((one) => one.kind === 'settled' && one.code === 'BUDGET_EXCEEDED') ?? false;

/**
 * Looks at what was used so far, before the next call to a model is made: by the agent itself and by its whole squad.
 * `last`: the agent's turn before.
 */
export async function checkBudget(
  store: RunStore,
  job: AgentJob,
  last: RecordedTurn | undefined,
  startedAt: number,
  now: number,
): Promise<BudgetState> {
  const own = job.agent.budget;
  if (own) {
    const usage = (await store.nodeRun(job.key))?.usage;
    const exceeded = (usage && overUsage(own, usage)) ?? overTime(own, startedAt, now);
    if (exceeded) return { exceeded, messagesLeft: 0 };
  }
  if (!job.squad) return { exceeded: null, messagesLeft: Number.POSITIVE_INFINITY };
  const { budget, base } = job.squad;
  const usage = await store.usage(job.key.runId, base);
  const messagesLeft = Math.max(0, (budget.messages ?? Number.POSITIVE_INFINITY) - usage.messages);
  const exceeded =
    overUsage(budget, usage) ??
    overTime(budget, job.squad.startedAt, now) ??
    (wantsTooMany(last) ? `All ${budget.messages} messages are used.` : null);
  return { exceeded, messagesLeft };
}

/**
 * Refuses a model whose price is not known where a budget is in US dollars: its cost could not be held to it.
 * @throws UserError `MODEL_PRICE_UNKNOWN`
 */
export function requirePrice({ agent, squad }: AgentJob, { model, price }: ChosenModel): void {
  if (price !== null || (agent.budget?.usd === undefined && squad?.budget.usd === undefined)) return;
  const whose = agent.budget?.usd === undefined ? 'The budget of the squad' : 'The budget';
  throw new UserError(
    'MODEL_PRICE_UNKNOWN',
    `${whose} is in US dollars, but the price of the model "${model}" is not known. Set it in MUSTER_MODEL_PRICES, use a model with a known price, or remove the limit in US dollars.`,
  );
}

/** When the work must be over, in milliseconds since 1970: the node's time limit, and the budgets'. */
export function deadlines(job: AgentJob, startedAt: number): { timeout: number; budget: number } {
  const after = (start: number, seconds: number | null | undefined) =>
    seconds === null || seconds === undefined ? Number.POSITIVE_INFINITY : start + seconds * 1000;
  return {
    timeout: Math.min(
      after(startedAt, job.node.policy.timeoutSeconds),
      job.squad?.timeoutAt ?? Number.POSITIVE_INFINITY,
    ),
    budget: Math.min(
      after(startedAt, job.agent.budget?.seconds),
      after(job.squad?.startedAt ?? startedAt, job.squad?.budget.seconds),
    ),
  };
}
