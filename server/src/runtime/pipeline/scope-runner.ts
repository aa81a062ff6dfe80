import { factsOf } from '@muster/nodes';
import { childIteration, inIteration, type Json, type RunFailure } from '@muster/schema';
import type { PlanNode } from '../../compiler/plan';
import { finishTime } from '../context/node-scope';
import { endingGuardOf, stopFailure } from '../context/outcomes';
import { withBodies } from '../context/plan-index';
import { createRecordCache } from '../context/record-cache';
import { keyOf, type RunContext } from '../context/run-context';
import type { ScopeEnd } from '../context/run-scope';
import type { RunnerContext } from '../node-runner/execute-node';
import { runStep } from '../node-runner/run-step';
import type { ScopeStart } from '../operations/executor';
import { type PlanScope, type ScheduleEnd, SKIPPED, schedule } from '../scheduler/schedule';
import type { StepTools } from '../step-tools';

/** Writes skipped rows together, a moment later and beside the run; what is lost here is written at the end. */
function createSkipWriter(context: RunContext) {
  let waiting: string[] = [];
  let writing: Promise<unknown> = Promise.resolve();
  const flush = () => {
    const outcomes = waiting.map((id) => ({
      ...keyOf(context, id),
      status: 'SKIPPED' as const,
      ports: [],
      output: null,
    }));
    waiting = [];
    if (outcomes.length > 0) writing = writing.then(() => context.store.finishNodes(outcomes)).catch(() => null);
  };
  return {
    skip(nodeIds: readonly string[]) {
      if (waiting.length === 0) setImmediate(flush);
      waiting.push(...withBodies(context.index, nodeIds));
    },
    async done() {
      flush();
      await writing;
    },
  };
}

/** The first of the nodes that ended the scope decides how. */
async function endByNode(context: RunContext, nodeIds: string[]): Promise<ScopeEnd> {
  const found = await Promise.all(nodeIds.map((id) => context.records.get(id)));
  const rows = found.filter((row) => row !== null).sort((a, b) => finishTime(a) - finishTime(b));
  const [row] = rows;
  const unknown: RunFailure = {
    code: 'NODE_FAILED',
    message: 'A node failed.',
    ...(row ? { nodeId: row.nodeId } : {}),
  };
  const operation = row && context.index.nodes.get(row.nodeId)?.operation;
  const endsRun = operation ? factsOf(operation).endsRun : null;
  if (row?.status === 'SUCCEEDED' && endsRun !== null) {
    if (endsRun === 'succeed') return { status: 'SUCCEEDED', output: row.output };
    // Recorded before a failing stop node counted as failed.
    return { status: 'FAILED', error: stopFailure(row.nodeId, row.output).error ?? unknown };
  }
  return { status: 'FAILED', error: row?.error ?? unknown };
}

/** The scope's output: of the last nodes that ran, those nobody after them ran. One: its output; several: by node id. */
async function endByLeaves(
  { index, records }: RunContext,
  scope: PlanScope,
  { settled }: ScheduleEnd,
): Promise<ScopeEnd> {
  const ran = (id: string) => settled.get(id) !== SKIPPED;
  const leaves = scope.nodes.filter(
    (node) => ran(node.id) && node.outgoing.every((id) => !ran(index.edges.get(id)?.target.node ?? '')),
  );
  const outputs: [string, Json][] = [];
  for (const { id } of leaves) outputs.push([id, (await records.get(id))?.output ?? null]);
  const output = outputs.length === 1 ? (outputs[0]?.[1] ?? null) : Object.fromEntries(outputs);
  return { status: 'SUCCEEDED', output: outputs.length === 0 ? null : output };
}

/** A node that runs without a live edge into it: the trigger that started the run; in a container, whatever no edge leads to. */
function startsScope({ run, scope }: RunContext, { id, operation, incoming }: PlanNode): boolean {
  if (scope.containerId !== null) return incoming.length === 0;
  return factsOf(operation).isStart && (run.triggerNodeId === null || run.triggerNodeId === id);
}

/** The same tools, with the ids of steps made unique for an iteration; those of the graph itself are as they are. */
function stepsIn(step: StepTools, { scope: { containerId, iteration } }: RunContext): StepTools {
  if (containerId === null) return step;
  const own = (id: string) => inIteration(iteration, id);
  return {
    run: (id, work) => step.run(own(id), work),
    sleep: (id, milliseconds) => step.sleep(own(id), milliseconds),
    waitForEvent: (id, wait) => step.waitForEvent(own(id), wait),
    invoke: (id, call) => step.invoke(own(id), call),
    sendEvent: (id, events) => step.sendEvent(own(id), events),
  };
}

/** The context of one execution of a container's scope. */
function innerContext(context: RunnerContext, container: PlanNode, start: ScopeStart): RunnerContext {
  const { store, index, run, records, scope } = context;
  const { number, input, element } = start;
  const iteration = childIteration(scope.iteration, container.id, number);
  return {
    ...context,
    scope: { containerId: container.id, iteration, input, element },
    records: createRecordCache(store, index, { runId: run.id, iteration }, records),
    guard: endingGuardOf(index.plan, iteration),
  };
}

const noNodes: PlanScope = { nodes: [], edges: [], steps: [] };

/**
 * Runs one scope of a run's plan to its end, with a scheduler of its own over the step tools of the run's function. The
 * containers in it run theirs in the same way. Rejects with the first error of the engine, after all that is under way
 * has settled.
 */
export async function runScope(context: RunnerContext, step: StepTools): Promise<ScopeEnd> {
  const planScope = context.index.scopes.get(context.scope.containerId) ?? noNodes;
  const steps = stepsIn(step, context);
  const skips = createSkipWriter(context);
  const runInner = (container: PlanNode, start: ScopeStart) => runScope(innerContext(context, container, start), step);
  try {
    const end = await schedule(planScope, {
      starts: (node) => startsScope(context, node),
      run: (planStep) => runStep(context, steps, planStep, runInner),
      skip: (nodeIds) => skips.skip(nodeIds),
    });
    // The end of the run does this for the graph itself.
    if (context.scope.containerId !== null && end.endedBy.length > 0) {
      skips.skip([...end.settled].flatMap(([id, ports]) => (ports === SKIPPED ? [id] : [])));
    }
    await skips.done();
    if (end.endedBy.length > 0) return endByNode(context, end.endedBy);
    return end.stopped ? { status: 'STOPPED' } : endByLeaves(context, planScope, end);
  } catch (error) {
    await skips.done();
    throw error;
  }
}
