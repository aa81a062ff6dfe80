import { type CompileReport, costOf, defaultTierModels, type ModelTier } from '@muster/schema';
import type { CompileEnv } from '../env';
import type { Graph, ValidNode } from '../graph';

type ModelUse = CompileReport['models'][number];

/** Of the tokens a node may use, the part that is read; answers are short beside what is read for them. */
const INPUT_SHARE = 0.85;

function usesOf(node: ValidNode, env: CompileEnv): ModelUse[] {
  const bound = node.definition.modelCalls?.(node.config);
  if (!bound) return [];
  const byTier = env.modelFor ?? ((tier: ModelTier) => defaultTierModels[tier]);
  const model = bound.model ?? byTier(bound.tier);
  const budgetUsd = node.operation.kind === 'agent' ? node.operation.agent.budget?.usd : undefined;
  const inputTokens = Math.round(bound.tokens * INPUT_SHARE);
  const cost = costOf(model, inputTokens, bound.tokens - inputTokens);
  return [
    {
      nodeId: node.id,
      model,
      worstCaseCalls: bound.calls,
      worstCaseTokens: bound.tokens,
      worstCaseCostUsd: cost === null ? (budgetUsd ?? null) : Math.min(cost, budgetUsd ?? cost),
    },
  ];
}

/** A squad a pipeline hands a task to, as one line: what its own report says, within the budget of the task. */
function squadUse(node: ValidNode, env: CompileEnv): ModelUse[] {
  if (node.operation.kind !== 'squad') return [];
  const squad = env.squads.get(node.operation.workflowId);
  const report = squad?.report;
  if (!squad || !report) return [];
  const { tokens, usd } = node.operation.budget ?? {};
  const cost = report.worstCaseCostUsd;
  return [
    {
      nodeId: node.id,
      model: squad.name,
      worstCaseCalls: report.worstCaseModelCalls,
      worstCaseTokens: Math.min(report.worstCaseTokens, tokens ?? report.worstCaseTokens),
      worstCaseCostUsd: cost === null ? (usd ?? null) : Math.min(cost, usd ?? cost),
    },
  ];
}

/** Every node that asks a model, with the most it can ask for. */
export const modelUses = (graph: Graph, env: CompileEnv): ModelUse[] =>
  graph.topology.order.length === graph.nodes.size
    ? graph.topology.order.flatMap((id) => usesAt(graph, id, env))
    : [...graph.nodes.keys()].sort().flatMap((id) => usesAt(graph, id, env));

function usesAt(graph: Graph, id: string, env: CompileEnv): ModelUse[] {
  const node = graph.nodes.get(id);
  const works = node && !node.policy.mock && !node.policy.disabled;
  return works ? [...usesOf(node, env), ...squadUse(node, env)] : [];
}

/** The sum of costs, null as soon as one is not known. */
export const totalCost = (uses: readonly ModelUse[]): number | null =>
  uses.reduce<number | null>(
    (sum, { worstCaseCostUsd }) => (sum === null || worstCaseCostUsd === null ? null : sum + worstCaseCostUsd),
    0,
  );
