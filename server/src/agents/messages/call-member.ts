import { childIteration, invariant, type Json } from '@muster/schema';
import { GiveUp, type StepTools } from '../../runtime';
import type { AgentJob } from '../agent-job';

/**
 * Invokes the function of the member a message goes to. The message itself stands in the caller's transcript, the answer
 * in the member's node run; a member whose function is given up counts as one that did not answer.
 */
export async function callMember(
  job: AgentJob,
  step: StepTools,
  turn: number,
  edge: { index: number; to: string; n: number },
): Promise<void> {
  const { squad, key } = job;
  invariant(squad, 'a call along an edge outside a squad');
  const data = {
    runId: key.runId,
    nodeId: edge.to,
    iteration: childIteration(key.iteration, key.nodeId, edge.n),
    squad: { ...squad },
    caller: { nodeId: key.nodeId, iteration: key.iteration, turn, index: edge.index },
  } as unknown as Json;
  try {
    await step.invoke(`call:${turn}.${edge.index}`, {
      functionId: `${squad.versionId}.member.${edge.to}`,
      data,
    });
  } catch (error) {
    if (!(error instanceof GiveUp)) throw error;
  }
}
