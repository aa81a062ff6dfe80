import { factsOf } from '@muster/nodes';
import { invariant, type RunId, type VersionId } from '@muster/schema';
import { z } from 'zod';
import type { ExecutionPlan } from '../../compiler/plan';
import type { AgentHandler, RunRecord, Scope } from '../../runtime';
import { type AgentJob, TASK_GIVER } from '../agent-job';
import { runAgent } from '../loop/agent-loop';
import { begin, type Opening } from '../loop/begin';
import { readCall } from '../messages/answers';
import { edgeToolsOf } from '../messages/edge-tools';
import { recordMessage } from '../messages/record-message';
import type { AgentDeps } from '../ports';
import { fence } from '../prompts/fence';
import { formatTask } from '../prompts/format-task';
import { systemPrompt } from '../prompts/opening';
import { resolveInstructions } from '../prompts/resolve-instructions';
import { displayName, roleTitle, tierOf } from '../roles/identity';
import { readSquadTask } from './squad-task';

const limit = z.number().optional();
const memberCallData = z.object({
  runId: z.string().transform((id) => id as RunId),
  nodeId: z.string(),
  iteration: z.string(),
  squad: z.object({
    versionId: z.string().transform((id) => id as VersionId),
    base: z.string(),
    leadId: z.string(),
    startedAt: z.number(),
    budget: z.object({ tokens: limit, usd: limit, messages: limit, seconds: limit }),
    timeoutAt: z.number().nullable(),
    taskNode: z.object({ nodeId: z.string(), iteration: z.string() }).nullable(),
  }),
  caller: z.object({ nodeId: z.string(), iteration: z.string(), turn: z.number(), index: z.number() }).nullable(),
});

function jobOf(plan: ExecutionPlan, data: z.output<typeof memberCallData>): AgentJob {
  const { squad, caller, ...key } = data;
  const node = plan.nodes.find((one) => one.id === key.nodeId);
  const agent = node && factsOf(node.operation).agent;
  invariant(agent, `node ${key.nodeId} is no member`);
  const edges = edgeToolsOf(plan, node.id);
  return { key, node, agent, name: displayName(agent, node), tier: tierOf(agent), edges, squad, caller };
}

const nameIn = (plan: ExecutionPlan, id: string): string => {
  const node = plan.nodes.find((one) => one.id === id);
  const agent = node && factsOf(node.operation).agent;
  return agent ? displayName(agent, node) : id;
};

const verbs = { delegate: 'hands you this work', ask: 'asks you', review: 'asks you to review this' } as const;

/** What the member is asked: the task, for the lead; else the message it was sent, with the squad's task as background. */
async function askedOf(deps: AgentDeps, plan: ExecutionPlan, job: AgentJob, run: RunRecord) {
  const { squad, caller } = job;
  invariant(squad, 'a member outside a squad');
  const task = await readSquadTask(deps.store, run, squad);
  if (!caller) {
    const user = `The squad's task:\n${fence('task', formatTask(task))}`;
    const message = { from: TASK_GIVER, to: job.key.nodeId, kind: 'task' as const, text: formatTask(task) };
    return { input: task, task, user, also: recordMessage(job, message) };
  }
  const call = await readCall(deps.store, run.id, caller);
  const name = nameIn(plan, caller.nodeId);
  const user = [
    `${name} ${verbs[call.edge]}:\n${fence(`message from ${name}`, call.text)}`,
    `For background, the task of the whole squad (you do only what ${name} wants of you):\n${fence('squad task', formatTask(task))}`,
  ].join('\n\n');
  return { input: { from: caller.nodeId, kind: call.edge, message: call.text }, task, user, also: {} };
}

/** The function of one member of a squad: called by the squad's main function (the lead) or by another member. */
export function createMemberHandler(deps: AgentDeps): AgentHandler {
  return async ({ plan, data, step, signal }) => {
    const job = jobOf(plan, memberCallData.parse(data));
    return runAgent(deps, job, { step, signal }, () =>
      begin(deps, job, async (run) => {
        const asked = await askedOf(deps, plan, job, run);
        const open = async (): Promise<Opening> => {
          const scope: Scope = {
            input: asked.input,
            trigger: asked.task,
            nodes: {},
            item: null,
            index: null,
            run: { id: run.id, workflowId: run.workflowId, versionId: run.versionId },
          };
          const guidance = await resolveInstructions(deps.values, job.agent.instructions, scope, {
            workspaceId: run.workspaceId,
            signal,
          });
          const colleagues = job.edges.map(({ tool, name, role }) => ({ tool, name, role }));
          const system = systemPrompt({
            name: job.name,
            roleId: job.agent.role,
            roleTitle: roleTitle(job.agent),
            squad: { lead: job.caller === null, colleagues },
            guidance: guidance.text,
            outputSchema: job.agent.outputSchema,
          });
          return { input: asked.input, system, user: asked.user, also: asked.also };
        };
        return { input: asked.input, open };
      }),
    );
  };
}
