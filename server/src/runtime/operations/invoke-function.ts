import { isJsonObject, type Json, type RunFailure } from '@muster/schema';
import { z } from 'zod';
import type { PlanNode } from '../../compiler/plan';
import { inputOfNode } from '../context/node-scope';
import { failedOutcome } from '../context/outcomes';
import { keyOf, type RunContext } from '../context/run-context';
import type { StepEnd } from '../scheduler/schedule';
import { GiveUp } from '../step-tools';
import type { OwnSteps } from './executor';

const stopped: StepEnd = { ports: new Map(), endedBy: null, stopped: true };

/** What a function returns that could not begin the node's row: the node fails with it. */
const refusal = z.object({ refused: z.object({ code: z.string(), message: z.string() }) });

function toEnd(node: PlanNode, result: Json): StepEnd {
  if (!isJsonObject(result) || result.stopped === true) return stopped;
  if (result.failed === true || !Array.isArray(result.ports))
    return { ports: new Map(), endedBy: node.id, stopped: false };
  return { ports: new Map([[node.id, result.ports.map(String)]]), endedBy: null, stopped: false };
}

/** Applies the node's policy to a failure for good; the node's row may or may not have been begun. */
async function recordFailure(context: RunContext, node: PlanNode, failure: RunFailure): Promise<Json> {
  const input = await inputOfNode(context, node);
  const outcome = { ...keyOf(context, node.id), input, ...failedOutcome(node.policy, failure) };
  const records = await context.store.finishNodes([outcome], {}, context.guard);
  const ports = records?.[0]?.ports;
  if (!ports) return { stopped: true };
  return ports.length === 0 ? { failed: true } : { ports };
}

/** Ends the node with this failure, as a durable step. */
export async function recordStepFailure(
  { context, step, planStep, node }: OwnSteps<unknown>,
  failure: RunFailure,
): Promise<StepEnd> {
  return toEnd(node, await step.run<Json>(`${planStep.id}:failed`, () => recordFailure(context, node, failure)));
}

/**
 * Calls the node's function, which begins and ends the node's row itself, unless it could not. Payloads go through the
 * store. Nothing is waited for before the call: an engine that asks a handler for all its open steps at once would not be
 * told of this one.
 */
export async function invokeFunction(
  steps: OwnSteps<unknown>,
  call: { functionId: string; data: Json },
): Promise<StepEnd> {
  const { context, step, planStep, node } = steps;
  let result: Json;
  try {
    result = await step.invoke<Json>(planStep.id, call);
  } catch (error) {
    if (!(error instanceof GiveUp)) throw error;
    context.log.warn({ err: error, ...keyOf(context, node.id) }, 'the function of a node failed for good');
    const message = 'The agent could not be run to its end.';
    return recordStepFailure(steps, { code: 'NODE_CRASHED', message, nodeId: node.id });
  }
  const { data } = refusal.safeParse(result);
  return data ? recordStepFailure(steps, { ...data.refused, nodeId: node.id }) : toEnd(node, result);
}
