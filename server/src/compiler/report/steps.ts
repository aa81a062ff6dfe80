import { type AgentSpec, CALLS_PER_TURN, factsOf } from '@muster/nodes';
import { type CompileReport, type Diagnostic, findRole, type RetryPolicy } from '@muster/schema';
import { called, diagnostic } from '../diagnostics';
import type { CompileEnv } from '../env';
import { type ExecutionPlan, isBypassed, type PlanNode } from '../plan';

/** What Inngest allows in one run of a function. */
export const INNGEST_STEPS = 1000;

/** One function of a plan. `node`: the agent or member it runs; null for the main function. */
interface FunctionSteps {
  node: PlanNode | null;
  worstCase: number;
}

/** A step, and before each further attempt a pause. */
const withRetries = ({ maxAttempts }: RetryPolicy): number => 1 + 2 * (maxAttempts - 1);

/** Steps of a node in the main function. */
function stepsInMain(node: PlanNode): number {
  const own = isBypassed(node) ? null : factsOf(node.operation).stepsInScope;
  return own ?? withRetries(node.policy.retry);
}

function stepsOfMain({ kind, nodes, steps }: ExecutionPlan): number {
  // A squad begins, calls its lead, and ends.
  if (kind === 'squad') return 3;
  const byId = new Map(nodes.map((node) => [node.id, node]));
  return steps.reduce((sum, { nodeIds: [first = ''] }) => {
    const node = byId.get(first);
    return sum + (node ? stepsInMain(node) : 1);
  }, 0);
}

/** Beside its turns an agent begins, ends, and finds that its turns are used up. */
const AROUND_TURNS = 3;

/** One turn: the model is asked, and each call of its answer is a step, when there is anything it can call. */
function stepsPerTurn(node: PlanNode, agent: AgentSpec): number {
  const tools = agent.tools ?? findRole(agent.role)?.tools ?? [];
  const canCall = tools.length > 0 || (factsOf(node.operation).edgesAreTools && node.outgoing.length > 0);
  return withRetries(node.policy.retry) + (canCall ? CALLS_PER_TURN : 0);
}

function functionsOf(plan: ExecutionPlan): FunctionSteps[] {
  const agents = plan.nodes.flatMap((node) => {
    const { agent } = factsOf(node.operation);
    if (!agent || isBypassed(node)) return [];
    return [{ node, worstCase: AROUND_TURNS + agent.maxTurns * stepsPerTurn(node, agent) }];
  });
  return [{ node: null, worstCase: stepsOfMain(plan) }, ...agents];
}

/** What a run takes as expected, and what the function that can take most takes at worst. */
export function stepCounts(plan: ExecutionPlan): CompileReport['steps'] {
  const worst = functionsOf(plan).reduce((most, each) => (each.worstCase > most.worstCase ? each : most));
  return {
    expected: plan.kind === 'pipeline' ? plan.steps.length : 3,
    worstCase: worst.worstCase,
    worstNodeId: worst.node?.id ?? null,
    limit: INNGEST_STEPS,
  };
}

/** One finding for each function that can take more steps than the engine does. */
export function stepsOverLimit(plan: ExecutionPlan, { maxSteps }: Pick<CompileEnv, 'maxSteps'>): Diagnostic[] {
  const limit = maxSteps ?? INNGEST_STEPS;
  const shown = (count: number) => count.toLocaleString('en');
  const severity = maxSteps === undefined ? 'warning' : 'error';
  return functionsOf(plan).flatMap(({ node, worstCase }) => {
    if (worstCase <= limit) return [];
    const agent = node && factsOf(node.operation).agent;
    const most = `${shown(worstCase)} durable steps; Inngest stops at ${shown(limit)}.`;
    if (!node || !agent) {
      const fix = 'Split the pipeline, or run it on the embedded engine.';
      return diagnostic('STEPS_OVER_LIMIT', { message: `A run can take ${most}`, fix, severity });
    }
    const turns = Math.max(1, Math.floor((limit - AROUND_TURNS) / stepsPerTurn(node, agent)));
    return diagnostic('STEPS_OVER_LIMIT', {
      nodes: [node.id],
      message: `With all its ${agent.maxTurns} turns ${called(node)} can take ${most}`,
      fix: `Give it ${turns} turns at most, or run it on the embedded engine.`,
      configPath: ['maxTurns'],
      severity,
    });
  });
}
