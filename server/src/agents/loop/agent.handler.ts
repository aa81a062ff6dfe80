import { factsOf } from '@muster/nodes';
import { invariant, type RunId } from '@muster/schema';
import { z } from 'zod';
import { type AgentHandler, endingGuardOf } from '../../runtime';
import type { AgentJob } from '../agent-job';
import type { AgentDeps } from '../ports';
import { fence } from '../prompts/fence';
import { formatTask } from '../prompts/format-task';
import { systemPrompt } from '../prompts/opening';
import { resolveInstructions } from '../prompts/resolve-instructions';
import { displayName, roleTitle, tierOf } from '../roles/identity';
import { runAgent } from './agent-loop';
import { begin } from './begin';

/** What the pipeline hands on; everything else is in Postgres. */
export const nodeCallData = z.object({
  runId: z.string().transform((id) => id as RunId),
  nodeId: z.string(),
  iteration: z.string(),
});

/** The function of one `agent` node of a pipeline. */
export function createAgentHandler(deps: AgentDeps): AgentHandler {
  return async ({ plan, data, step, signal }) => {
    const key = nodeCallData.parse(data);
    const node = plan.nodes.find((one) => one.id === key.nodeId);
    const agent = node && factsOf(node.operation).agent;
    invariant(agent, `node ${key.nodeId} is no agent`);
    const job: AgentJob = {
      key,
      node,
      agent,
      name: displayName(agent, node),
      tier: tierOf(agent),
      edges: [],
      squad: null,
      caller: null,
    };
    return runAgent(deps, job, { step, signal }, () =>
      begin(
        deps,
        job,
        async (run) => {
          const scope = await deps.nodeScope({ run, plan, key });
          const open = async () => {
            const task = await resolveInstructions(deps.values, agent.instructions, scope, {
              workspaceId: run.workspaceId,
              signal,
            });
            // Instructions without references say what to do, not with what: then the input is shown.
            const input = task.dynamic || scope.input === null ? '' : fence('input', formatTask(scope.input));
            const { name, outputSchema } = { name: job.name, outputSchema: agent.outputSchema };
            const roleTitleText = roleTitle(agent);
            const identity = { name, roleId: agent.role, roleTitle: roleTitleText, squad: null, guidance: '' };
            return {
              input: scope.input,
              system: systemPrompt({ ...identity, outputSchema }),
              user: [task.text, input].filter((part) => part !== '').join('\n\n') || 'Do your work.',
            };
          };
          return { input: scope.input, open };
        },
        endingGuardOf(plan, key.iteration),
      ),
    );
  };
}
