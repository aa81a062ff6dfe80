import { isNodeRunFinal, type Json, retryDelayMs } from '@muster/schema';
import { isBypassed, type PlanNode, type PlanStep } from '../../compiler/plan';
import { inputOf, inputOfNode, liveSources } from '../context/node-scope';
import { failedOutcome } from '../context/outcomes';
import { keyOf } from '../context/run-context';
import type { ScopeEnd } from '../context/run-scope';
import type { ScopeStart } from '../operations/executor';
import { executorOf } from '../operations/table';
import { endsScope } from '../run-ending';
import type { NodeOutcome, NodeRunRecord } from '../run-store';
import type { StepEnd } from '../scheduler/schedule';
import { RetryLater, type StepTools } from '../step-tools';
import { type Execution, executeNode, type RunnerContext } from './execute-node';
import { type NodeFailure, toNodeFailure } from './failure';
import { type StepControl, stoppedControl, toControl, toStepEnd } from './step-control';

/** Ends the step now, to be tried again: the failed attempt and everything before it is recorded. */
async function retryLater(context: RunnerContext, { node, attempt }: Execution, failed: NodeFailure): Promise<never> {
  const { failure, retryAfterMs } = failed;
  const delayMs = retryDelayMs(node.policy.retry, attempt, retryAfterMs);
  await context.store.retryNode(keyOf(context, node.id), failure, delayMs);
  throw new RetryLater(failure.message, delayMs);
}

/** One attempt; `again` when it failed and another attempt is due. */
async function attemptNode(
  context: RunnerContext,
  execution: Execution,
): Promise<NodeOutcome | { again: NodeFailure }> {
  try {
    return await executeNode(context, execution);
  } catch (error) {
    // Cancelled, or the engine lets go: not the node's failure, and nothing to record.
    if (context.signal.aborted) throw context.signal.reason;
    const failed = toNodeFailure(error, execution.node.id, context.log);
    if (failed.retryable && execution.attempt < execution.node.policy.retry.maxAttempts) return { again: failed };
    const { node, input } = execution;
    return { ...keyOf(context, node.id), input, ...failedOutcome(node.policy, failed.failure) };
  }
}

/** A node that touches the world: its start is recorded before, its end after. */
async function runSingle(context: RunnerContext, node: PlanNode): Promise<StepControl> {
  const input = await inputOfNode(context, node);
  const started = await context.store.startNode(keyOf(context, node.id), input, context.guard);
  if (started.kind === 'stopped') return stoppedControl;
  if (started.kind === 'recorded') return record(context, [started.record]);
  const execution = { node, input, attempt: started.attempt };
  const outcome = await attemptNode(context, execution);
  if ('again' in outcome) return retryLater(context, execution, outcome.again);
  return commit(context, [outcome]);
}

function record(context: RunnerContext, records: readonly NodeRunRecord[]): StepControl {
  for (const row of records) context.records.put(row);
  const ending = records.find((row) => endsScope(row, context.guard));
  return toControl(records, ending?.nodeId ?? null);
}

async function commit(
  context: RunnerContext,
  outcomes: NodeOutcome[],
  before: NodeRunRecord[] = [],
): Promise<StepControl> {
  const records = await context.store.finishNodes(outcomes, {}, context.guard);
  return records ? record(context, [...before, ...records]) : stoppedControl;
}

/** What the chain's own nodes emitted, on top of what is recorded. */
function chainContext(context: RunnerContext, done: Map<string, NodeRunRecord>): RunnerContext {
  const get: RunnerContext['records']['get'] = async (nodeId) => done.get(nodeId) ?? context.records.get(nodeId);
  return { ...context, records: { get, put: context.records.put } };
}

const asRecord = (outcome: NodeOutcome): NodeRunRecord =>
  ({ ...outcome, finishedAt: null }) as unknown as NodeRunRecord;

/** Pure nodes: nothing is written until all of them are done, and then all at once. */
async function runChain(context: RunnerContext, nodes: PlanNode[], mayHaveRows: boolean): Promise<StepControl> {
  const done = new Map<string, NodeRunRecord>();
  const recorded: NodeRunRecord[] = [];
  const outcomes: NodeOutcome[] = [];
  const inner = chainContext(context, done);
  for (const node of nodes) {
    const row = mayHaveRows && outcomes.length === 0 ? await context.store.nodeRun(keyOf(context, node.id)) : null;
    if (row && isNodeRunFinal(row.status)) {
      recorded.push(row);
      done.set(node.id, row);
      if (endsScope(row, context.guard)) break;
      continue;
    }
    const sources = await liveSources(context.index, node, inner.records);
    const input = node.incoming.length === 0 ? context.scope.input : inputOf(sources);
    const execution = { node, input, attempt: row?.attempt ?? 1 };
    const isDead = node !== nodes[0] && sources.length === 0;
    const outcome: NodeOutcome | { again: NodeFailure } = isDead
      ? { ...keyOf(context, node.id), status: 'SKIPPED', ports: [], output: null }
      : await attemptNode(inner, execution);
    if ('again' in outcome) {
      const control = await commit(context, outcomes, recorded);
      return 'stopped' in control ? control : retryLater(context, execution, outcome.again);
    }
    outcomes.push(outcome);
    done.set(node.id, asRecord(outcome));
    if (endsScope(outcome, context.guard)) break;
  }
  return commit(context, outcomes, recorded);
}

/** Runs the nodes in a container once. */
export type RunInner = (container: PlanNode, start: ScopeStart) => Promise<ScopeEnd>;

/** Runs one step of a plan as one durable step of the engine. */
export async function runStep(
  context: RunnerContext,
  step: StepTools,
  planStep: PlanStep,
  runInner: RunInner,
): Promise<StepEnd> {
  const nodes = planStep.nodeIds.flatMap((id) => context.index.nodes.get(id) ?? []);
  const [first] = nodes;
  if (!first) return toStepEnd(planStep, toControl([], null) as Json);
  const { operation } = first;
  const runSteps = isBypassed(first) ? undefined : executorOf(context.executors, operation)?.runSteps;
  if (nodes.length === 1 && runSteps)
    return runSteps({ context, step, planStep, node: first, operation, runScope: (start) => runInner(first, start) });
  const isPure = nodes.every(({ effects }) => effects === 'pure');
  let tries = 0;
  const control = await step.run<Json>(planStep.id, async (attempt) => {
    tries += 1;
    const mayHaveRows = !context.fresh || tries > 1 || attempt.number > 0;
    return (
      isPure || nodes.length > 1 ? runChain(context, nodes, mayHaveRows) : runSingle(context, first)
    ) as Promise<Json>;
  });
  return toStepEnd(planStep, control);
}
