import { isJsonObject, type Json, type RunFailure } from '@muster/schema';
import { z } from 'zod';
import { isBypassed, type PlanNode, type PlanStep } from '../../compiler/plan';
import type { StepEnd } from '../scheduler/schedule';
import { GiveUp, type StepTools } from '../step-tools';
import { inputOf, liveSources } from './node-scope';
import { failedOutcome } from './outcomes';
import { keyOf, type RunContext } from './run-context';

/** Agents and squads are functions of their own; mocked or disabled ones are not called. */
export const isInvoked = (node: PlanNode): boolean =>
  (node.operation.kind === 'agent' || node.operation.kind === 'squad') && !isBypassed(node);

const stopped: StepEnd = { ports: new Map(), endedBy: null, stopped: true };

/** What a function returns that could not begin the node's row: the node fails with it. */
const refusal = z.object({ refused: z.object({ code: z.string(), message: z.string() }) });

function toEnd(node: PlanNode, result: Json): StepEnd {
  if (!isJsonObject(result) || result.stopped === true) return stopped;
  if (result.failed === true || !Array.isArray(result.ports))
    return { ports: new Map(), endedBy: node.id, stopped: false };
  return { ports: new Map([[node.id, result.ports.map(String)]]), endedBy: null, stopped: false };
}

/** The function of an agent, or of the pinned version of a squad, and what it is told. Payloads go through the store. */
function callOf({ run }: RunContext, node: PlanNode): { functionId: string; data: Json } | null {
  const data = { runId: run.id, nodeId: node.id, iteration: '' };
  const { operation } = node;
  if (operation.kind === 'agent') return { functionId: `${run.versionId}.agent.${node.id}`, data };
  if (operation.kind !== 'squad') return null;
  const { workflowId, task, budget } = operation;
  const versionId = Object.hasOwn(run.pins, workflowId) ? run.pins[workflowId] : undefined;
  if (versionId === undefined) return null;
  const squadNode = { workflowId, task, ...(budget ? { budget: JSON.parse(JSON.stringify(budget)) as Json } : {}) };
  return { functionId: `${versionId}.main`, data: { ...data, squadNode } };
}

/** Applies the node's policy to an invocation that failed for good; the node's row may or may not have been begun. */
async function recordFailure(context: RunContext, node: PlanNode, failure: RunFailure): Promise<Json> {
  const input = inputOf(await liveSources(context.index, node, context.records));
  const outcome = { ...keyOf(context, node.id), input, ...failedOutcome(node.policy, failure) };
  const records = await context.store.finishNodes([outcome], {}, context.guard);
  const ports = records?.[0]?.ports;
  if (!ports) return { stopped: true };
  return ports.length === 0 ? { failed: true } : { ports };
}

/**
 * Calls the node's function. It begins and ends the node's row itself, unless it could not. Nothing is waited for before
 * the call: an engine that asks a handler for all its open steps at once would not be told of this one.
 */
export async function invokeNode(
  context: RunContext,
  step: StepTools,
  planStep: PlanStep,
  node: PlanNode,
): Promise<StepEnd> {
  const call = callOf(context, node);
  let failure: RunFailure = {
    code: 'NOT_PUBLISHED',
    message: 'The squad had no published version when the run started.',
    nodeId: node.id,
  };
  if (call) {
    try {
      const result = await step.invoke<Json>(planStep.id, call);
      const { data } = refusal.safeParse(result);
      if (!data) return toEnd(node, result);
      failure = { ...data.refused, nodeId: node.id };
    } catch (error) {
      if (!(error instanceof GiveUp)) throw error;
      context.log.warn({ err: error, ...keyOf(context, node.id) }, 'the function of a node failed for good');
      failure = { code: 'NODE_CRASHED', message: 'The agent could not be run to its end.', nodeId: node.id };
    }
  }
  const recorded = await step.run<Json>(`${planStep.id}:failed`, () => recordFailure(context, node, failure));
  return toEnd(node, recorded);
}
