import { childIteration, invariant, type Json, rootIteration } from '@muster/schema';
import { type AgentHandler, GiveUp, type StepTools } from '../../runtime';
import type { SquadFrame } from '../agent-job';
import { defaultSquadBudget } from '../loop/limits';
import type { AgentDeps } from '../ports';
import { beginSquad, beginSquadNode, type SquadBegun } from './begin-squad';
import { endSquad, endSquadNode } from './end-squad';
import { squadCallData } from './squad-call';

async function callLead(step: StepTools, runId: string, squad: SquadFrame): Promise<void> {
  const data = { runId, nodeId: squad.leadId, iteration: squad.base, squad, caller: null };
  try {
    await step.invoke('lead', {
      functionId: `${squad.versionId}.member.${squad.leadId}`,
      data: data as unknown as Json,
    });
  } catch (error) {
    // Given up for good: the lead's row says no answer, and the end below deals with it.
    if (!(error instanceof GiveUp)) throw error;
  }
}

/**
 * A squad at work: the task goes to the lead, the lead's answer is the result. Called by a pipeline's `squad.task` node it
 * begins and ends that node's row; run directly it begins and ends the run.
 */
export function createSquadHandler(deps: AgentDeps): AgentHandler {
  return async ({ plan, versionId, data, step, signal }) => {
    const call = squadCallData.parse(data);
    const { runId, nodeId, iteration = rootIteration } = call;
    invariant(plan.leadId !== null, 'a squad without a lead');
    const key = nodeId === undefined ? null : { runId, nodeId, iteration };
    const begun: SquadBegun = await step.run('begin', () =>
      key ? beginSquadNode(deps, key, call, signal) : beginSquad(deps, runId),
    );
    if (begun.kind === 'stopped') return { stopped: true };
    if (begun.kind === 'recorded') return begun.failed ? { failed: true } : { ports: begun.ports };

    const squad: SquadFrame = {
      versionId,
      base: key ? childIteration(iteration, key.nodeId, 1) : rootIteration,
      leadId: plan.leadId,
      startedAt: begun.startedAt,
      budget: { ...defaultSquadBudget, ...call.squadNode?.budget },
      timeoutAt: begun.timeoutAt,
      taskNode: key && { nodeId: key.nodeId, iteration },
    };
    if (begun.kind === 'go') await callLead(step, runId, squad);
    const ending = begun.kind === 'go' ? null : begun;
    return step.run('end', () =>
      key ? endSquadNode(deps, plan, squad, key, ending) : endSquad(deps, plan, squad, runId),
    );
  };
}
