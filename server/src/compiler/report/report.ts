import type { CompileReport, Diagnostic } from '@muster/schema';
import { diagnostic } from '../diagnostics';
import type { CompileEnv } from '../env';
import type { Graph } from '../graph';
import type { ExecutionPlan, PlanNode } from '../plan';
import { modelUses, totalOf } from './model-costs';

/** What Inngest allows in one run. */
export const INNGEST_STEPS = 1000;

/**
 * Durable steps a node takes at worst: its step, and a pause before each further attempt; an agent or a squad is called,
 * and that the call failed is one more.
 */
const worstSteps = ({ operation, policy }: PlanNode): number =>
  operation.kind === 'agent' || operation.kind === 'squad' ? 2 : 1 + 2 * (policy.retry.maxAttempts - 1);

/** Steps of the pipeline's own function: agents and squads run in functions of their own. */
function stepCounts(plan: ExecutionPlan): CompileReport['steps'] {
  const byId = new Map(plan.nodes.map((node) => [node.id, node]));
  const worstCase = plan.steps.reduce((sum, { nodeIds: [first = ''] }) => {
    const node = byId.get(first);
    return sum + (node ? worstSteps(node) : 1);
  }, 0);
  return { expected: plan.steps.length, worstCase, limit: INNGEST_STEPS };
}

/** Of the squad's own function: it begins, calls the lead, and ends. */
const squadSteps: CompileReport['steps'] = { expected: 3, worstCase: 3, limit: INNGEST_STEPS };

function widest(graph: Graph): number {
  const widths = new Map<number, number>();
  for (const level of graph.topology.levels.values()) widths.set(level, (widths.get(level) ?? 0) + 1);
  return Math.max(0, ...widths.values());
}

export interface Reporting {
  report: CompileReport;
  diagnostics: Diagnostic[];
}

/** What a plan costs and touches at worst, and whether the engine it will run on can take it. */
export function makeReport(
  graph: Graph,
  plan: ExecutionPlan,
  findings: readonly Diagnostic[],
  env: CompileEnv,
): Reporting {
  const isPipeline = plan.kind === 'pipeline';
  const models = modelUses(
    graph,
    plan.nodes.map(({ id }) => id),
    env,
  );
  const steps = isPipeline ? stepCounts(plan) : squadSteps;
  const levels = [...graph.topology.levels.values()];
  const report: CompileReport = {
    nodes: plan.nodes.length,
    edges: plan.edges.length,
    steps,
    widestLevel: isPipeline ? widest(graph) : plan.nodes.length,
    longestPath: isPipeline ? levels.reduce((most, level) => Math.max(most, level + 1), 0) : plan.nodes.length,
    // No node of this catalogue waits for anything outside.
    longestWaitSeconds: 0,
    models,
    ...totalOf(graph, models),
    touches: models.map(({ nodeId, model }) => ({ nodeId, system: `model ${model}` })),
    unreachableNodeIds: findings
      .filter(({ code }) => code === 'NODE_UNREACHABLE' || code === 'MEMBER_UNREACHABLE')
      .flatMap(({ nodeIds }) => nodeIds),
    fused: plan.steps.filter(({ nodeIds }) => nodeIds.length > 1).map(({ nodeIds }) => nodeIds),
    squads: plan.nodes.flatMap(({ id, operation }) => {
      if (operation.kind !== 'squad') return [];
      const squad = env.squads.get(operation.workflowId);
      const known = { versionId: squad?.versionId ?? null, members: squad?.members ?? 0 };
      return [{ nodeId: id, workflowId: operation.workflowId, ...known }];
    }),
  };
  const limit = env.maxSteps ?? INNGEST_STEPS;
  if (steps.worstCase <= limit) return { report, diagnostics: [] };
  const over = diagnostic('STEPS_OVER_LIMIT', {
    message: `A run can take ${steps.worstCase.toLocaleString('en')} durable steps; Inngest stops one at ${limit.toLocaleString('en')}.`,
    fix: 'Split the pipeline, or run it on the embedded engine.',
    severity: env.maxSteps === undefined ? 'warning' : 'error',
  });
  return { report, diagnostics: [over] };
}
