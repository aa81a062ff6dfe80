import { factsOf } from '@muster/nodes';
import type { CompileReport, Diagnostic } from '@muster/schema';
import { type CompileEnv, catalogueOf } from '../env';
import type { Graph } from '../graph';
import type { ExecutionPlan } from '../plan';
import { modelUses, totalOf, unpricedBudgets } from './model-costs';
import { stepCounts, stepsOverLimit } from './steps';

function widest(graph: Graph): number {
  const widths = new Map<number, number>();
  for (const level of graph.topology.levels.values()) widths.set(level, (widths.get(level) ?? 0) + 1);
  return Math.max(0, ...widths.values());
}

function olderVersions(plan: ExecutionPlan, env: CompileEnv): NonNullable<CompileReport['olderVersions']> {
  const catalogue = catalogueOf(env);
  return plan.nodes.flatMap(({ id, type, typeVersion }) => {
    const newest = catalogue.findNewest(type)?.version ?? typeVersion;
    return newest > typeVersion ? [{ nodeId: id, type, version: typeVersion, newest }] : [];
  });
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
  const levels = [...graph.topology.levels.values()];
  const report: CompileReport = {
    nodes: plan.nodes.length,
    edges: plan.edges.length,
    steps: stepCounts(plan),
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
    olderVersions: olderVersions(plan, env),
    fused: plan.steps.filter(({ nodeIds }) => nodeIds.length > 1).map(({ nodeIds }) => nodeIds),
    squads: plan.nodes.flatMap(({ id, operation }) => {
      const workflowId = factsOf(operation).squadWorkflowId;
      if (workflowId === null) return [];
      const squad = env.squads.get(workflowId);
      const known = { versionId: squad?.versionId ?? null, members: squad?.members ?? 0 };
      return [{ nodeId: id, workflowId, ...known }];
    }),
  };
  return { report, diagnostics: [...stepsOverLimit(plan, env), ...unpricedBudgets(graph, models)] };
}
