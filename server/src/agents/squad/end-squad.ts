import { factsOf } from '@muster/nodes';
import { invariant, isJsonObject, isWithinIteration, type Json, type RunFailure, type RunId } from '@muster/schema';
import type { ExecutionPlan } from '../../compiler/plan';
import { failedOutcome, type NodeKey, type NodeOutcome, type NodeRunRecord } from '../../runtime';
import type { SquadFrame } from '../agent-job';
import { type Ended, type Ending, endedOf, OVER_BUDGET, overBudgetOutcome } from '../loop/end';
import { outputText } from '../messages/record-message';
import type { AgentDeps } from '../ports';
import { readCallingNode } from './squad-call';

type Result =
  | { kind: 'done'; output: Json }
  | { kind: 'over-budget'; message: string; partial: { [key: string]: Json } }
  | { kind: 'failed'; error: RunFailure };

const belongsTo = (squad: SquadFrame, row: NodeRunRecord): boolean => isWithinIteration(row.iteration, squad.base);

/** What came out: the lead's answer with what the whole squad used, or why there is none. */
async function readResult(deps: AgentDeps, squad: SquadFrame, runId: RunId, rows: NodeRunRecord[]): Promise<Result> {
  const lead = rows.find((row) => row.nodeId === squad.leadId && row.iteration === squad.base);
  const { messages, ...usage } = await deps.store.usage(runId, squad.base);
  if (lead?.ports.includes(OVER_BUDGET)) {
    const partial = isJsonObject(lead.output) ? { text: lead.output.text ?? '' } : {};
    const message = lead.error?.message ?? 'The budget is used up.';
    return { kind: 'over-budget', message, partial: { ...partial, usage, messages } };
  }
  if (lead?.status !== 'SUCCEEDED') {
    const { code, message } = lead?.error ?? { code: 'NODE_CRASHED', message: 'The lead of the squad gave no answer.' };
    return { kind: 'failed', error: { code, message, nodeId: squad.leadId } };
  }
  const data = isJsonObject(lead.output) ? (lead.output.data ?? null) : lead.output;
  return { kind: 'done', output: { text: outputText(lead.output), data, usage, messages } };
}

const idleMembers = (plan: ExecutionPlan, rows: NodeRunRecord[]): string[] =>
  plan.nodes
    .filter((node) => factsOf(node.operation).ownFunction === 'member' && !rows.some((row) => row.nodeId === node.id))
    .map((node) => node.id);

async function squadRows(deps: AgentDeps, squad: SquadFrame, runId: RunId): Promise<NodeRunRecord[]> {
  return (await deps.store.nodeRuns(runId)).filter((row) => belongsTo(squad, row));
}

/** Ends the run of a squad that was run directly; members that never worked are SKIPPED. */
export async function endSquad(deps: AgentDeps, plan: ExecutionPlan, squad: SquadFrame, runId: RunId): Promise<Ended> {
  const rows = await squadRows(deps, squad, runId);
  const result = await readResult(deps, squad, runId, rows);
  const idle = idleMembers(plan, rows);
  if (result.kind === 'done') {
    await deps.store.finishRun(runId, { status: 'SUCCEEDED', output: result.output }, idle);
    return runEnd();
  }
  const error =
    result.kind === 'failed'
      ? result.error
      : { code: 'BUDGET_EXCEEDED', message: result.message, nodeId: squad.leadId };
  await deps.store.finishRun(runId, { status: 'FAILED', error }, idle);
  return runEnd();

  // What the row says counts: the run may have been ended before, by us or by a cancel.
  async function runEnd(): Promise<Ended> {
    const status = (await deps.store.load(runId))?.status;
    if (status === 'SUCCEEDED') return { ports: ['out'] };
    return status === 'FAILED' ? { failed: true } : { stopped: true };
  }
}

/**
 * Ends the row of a `squad.task` node, and with it the members': those that never worked are SKIPPED in the squad's base
 * iteration, those whose function was given up have failed. `ending`: the squad was never asked, since its task could not
 * be made.
 */
export async function endSquadNode(
  deps: AgentDeps,
  plan: ExecutionPlan,
  squad: SquadFrame,
  key: NodeKey,
  ending: Extract<Ending, { kind: 'fail' }> | null,
): Promise<Ended> {
  const run = await deps.store.load(key.runId);
  invariant(run, 'a squad works for a run that is gone');
  const { policy } = (await readCallingNode(deps, run, key.nodeId)).node;
  const rows = await squadRows(deps, squad, key.runId);
  const base = { runId: key.runId, iteration: squad.base };
  const crashed = { code: 'NODE_CRASHED', message: 'The process ended several times while this ran.' };
  const loose = rows
    .filter((row) => row.finishedAt === null)
    .map((row): NodeOutcome => {
      const { runId, nodeId, iteration } = row;
      return { runId, nodeId, iteration, status: 'FAILED', ports: [], output: null, error: crashed };
    });
  const idle = idleMembers(plan, rows).map(
    (nodeId): NodeOutcome => ({ ...base, nodeId, status: 'SKIPPED', ports: [], output: null }),
  );
  const outcome = await ownOutcome();
  const ended = await deps.store.finishNodes([...loose, ...idle, { ...key, ...outcome }]);
  return endedOf(ended?.at(-1));

  async function ownOutcome() {
    if (ending) return failedOutcome(policy, { code: ending.code, message: ending.message, nodeId: key.nodeId });
    const result = await readResult(deps, squad, key.runId, rows);
    if (result.kind === 'over-budget') return overBudgetOutcome(result.message, result.partial);
    if (result.kind === 'failed') return failedOutcome(policy, { ...result.error, nodeId: key.nodeId });
    return { status: 'SUCCEEDED' as const, ports: ['out'], output: result.output };
  }
}
