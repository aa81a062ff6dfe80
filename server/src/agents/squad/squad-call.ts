import { factsOf } from '@muster/nodes';
import { invariant, type Json } from '@muster/schema';
import { z } from 'zod';
import type { PlanNode } from '../../compiler/plan';
import type { RunRecord } from '../../runtime';
import { nodeCallData } from '../loop/agent.handler';
import type { AgentDeps } from '../ports';

const limit = z.number().optional();
/**
 * What a squad is told when it is called. By a pipeline's `squad.task` node: the node, its iteration, and its task as
 * configured; run directly: only the run.
 */
export const squadCallData = nodeCallData.extend({
  nodeId: z.string().optional(),
  iteration: z.string().optional(),
  squadNode: z
    .object({
      task: z.unknown().transform((task) => (task ?? null) as Json),
      budget: z.object({ tokens: limit, usd: limit, messages: limit, seconds: limit }).optional(),
    })
    .optional(),
});
export type SquadCallData = z.output<typeof squadCallData>;

/** The node of the pipeline that hands its task to a squad, with the pipeline's own plan. */
export async function readCallingNode(deps: AgentDeps, run: RunRecord, nodeId: string) {
  const version = await deps.loadVersion(run.versionId);
  const node: PlanNode | undefined = version?.plan.nodes.find((one) => one.id === nodeId);
  const handsOver = node && factsOf(node.operation).squadWorkflowId !== null;
  invariant(version && handsOver, `node ${nodeId} hands nothing to a squad`);
  return { plan: version.plan, node };
}
