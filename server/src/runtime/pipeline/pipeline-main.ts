import { factsOf } from '@muster/nodes';
import { errorCodes, isFinal, isJsonObject, type Json, type RunFailure, type RunId, UserError } from '@muster/schema';
import { finishTime, indexPlan } from '../context/node-scope';
import { endingGuardOf, stopFailure } from '../context/outcomes';
import { createRecordCache } from '../context/record-cache';
import { keyOf, type NodeRunnerDeps, type RunContext } from '../context/run-context';
import { runStep } from '../node-runner/run-step';
import { type Executors, executors as standardExecutors } from '../operations/table';
import type { StoredVersion } from '../ports';
import type { RunEnd } from '../run-store';
import { type ScheduleEnd, SKIPPED, schedule } from '../scheduler/schedule';
import { type DurableFunction, GiveUp } from '../step-tools';

const stopped: Json = { stopped: true };
/** What a run that is over says to whoever invoked it; its result is in its row. */
const over: Json = { ended: true };

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
      waiting.push(...nodeIds);
    },
    async done() {
      flush();
      await writing;
    },
  };
}

/** The first of the nodes that ended the run decides how. */
async function endByNode(context: RunContext, nodeIds: string[]): Promise<RunEnd> {
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

/** The run's output: of the last nodes that ran, those nobody after them ran. One: its output; several: by node id. */
async function endByLeaves({ index, records }: RunContext, { settled }: ScheduleEnd): Promise<RunEnd> {
  const ran = (id: string) => settled.get(id) !== SKIPPED;
  const leaves = index.plan.nodes.filter(
    (node) => ran(node.id) && node.outgoing.every((id) => !ran(index.edges.get(id)?.target.node ?? '')),
  );
  const outputs: [string, Json][] = [];
  for (const { id } of leaves) outputs.push([id, (await records.get(id))?.output ?? null]);
  const output = outputs.length === 1 ? (outputs[0]?.[1] ?? null) : Object.fromEntries(outputs);
  return { status: 'SUCCEEDED', output: outputs.length === 0 ? null : output };
}

async function finish(context: RunContext, end: RunEnd): Promise<void> {
  const nodeIds = context.index.plan.nodes.map(({ id }) => id);
  try {
    await context.store.finishRun(context.run.id, end, nodeIds);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const { code, message } = error;
    await context.store.finishRun(context.run.id, { status: 'FAILED', error: { code, message } }, nodeIds);
  }
}

/**
 * The main function of a pipeline: begins the run, schedules its plan, ends the run. Entering it again is safe at every
 * point: the store answers what is already recorded.
 */
export function createPipelineMain(
  version: StoredVersion,
  deps: NodeRunnerDeps,
  executors: Executors = standardExecutors,
): DurableFunction['handler'] {
  const index = indexPlan(version.plan);
  const guard = endingGuardOf(version.plan);
  return async ({ step, data, signal }) => {
    const runId = isJsonObject(data) ? (data.runId as RunId) : null;
    const run = runId === null ? null : await deps.store.load(runId);
    if (!run || isFinal(run.status) || !(await deps.store.begin(run.id))) return stopped;
    const records = createRecordCache(deps.store, run.id);
    const context = { ...deps, executors, run, index, records, guard, signal, fresh: run.status === 'QUEUED' };
    const skips = createSkipWriter(context);
    const end = await schedule(version.plan, {
      fires: (nodeId) => run.triggerNodeId === null || run.triggerNodeId === nodeId,
      run: (planStep) => runStep(context, step, planStep),
      skip: (nodeIds) => skips.skip(nodeIds),
    }).catch((error: unknown) => {
      if (error instanceof GiveUp) return error;
      throw error;
    });
    await skips.done();
    if (end instanceof GiveUp) {
      // The engine tried a step again and again, and could not write it down.
      deps.log.error({ err: end, runId: run.id }, 'a step was given up');
      await finish(context, { status: 'FAILED', error: { code: 'INTERNAL', message: errorCodes.INTERNAL } });
      return over;
    }
    if (end.endedBy.length > 0) await finish(context, await endByNode(context, end.endedBy));
    else if (end.stopped) return stopped;
    else await finish(context, await endByLeaves(context, end));
    return over;
  };
}
