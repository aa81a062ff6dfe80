import { defaultSquadBudget, factsOf } from '@muster/nodes';
import {
  type CompileReport,
  costAt,
  type Diagnostic,
  defaultTierModels,
  type ModelTier,
  priceOf,
} from '@muster/schema';
import { called, diagnostic } from '../diagnostics';
import type { CompileEnv } from '../env';
import type { Graph, ValidNode } from '../graph';
import { reachedFrom } from '../validate/reach';

type ModelUse = CompileReport['models'][number];

/** Of the tokens a node may use, the part that is read; answers are short beside what is read for them. */
const INPUT_SHARE = 0.85;

/** How often each node can be set to work in one run; 1 in pipelines. */
type Executions = (node: ValidNode) => number;

/** The lead works once; whoever a message can reach may be reached by every message there can be. */
function squadExecutions(graph: Graph): Executions {
  const leads = [...graph.nodes.values()].filter(({ operation }) => factsOf(operation).leads);
  const leadIds = new Set(leads.map(({ id }) => id));
  const addressed = reachedFrom(
    graph.nodes,
    leads.flatMap(({ outgoing }) => outgoing.map(({ target }) => target.node)),
  );
  return ({ id }) => (leadIds.has(id) ? 1 : 0) + (addressed.has(id) ? defaultSquadBudget.messages : 0);
}

function costOfTokens(model: string, tokens: number, { prices }: CompileEnv): number | null {
  const inputTokens = Math.round(tokens * INPUT_SHARE);
  return costAt(priceOf(model, prices), inputTokens, tokens - inputTokens);
}

/** The lower of a cost and a budget; not known when the cost is not, since no budget can hold such a model. */
const within = (cost: number | null, usd: number | undefined): number | null =>
  cost === null ? null : Math.min(cost, usd ?? cost);

const budgetOf = ({ operation }: ValidNode): number | undefined => factsOf(operation).budget?.usd;

function usesOf(node: ValidNode, env: CompileEnv, executions: number): ModelUse[] {
  const bound = node.definition.modelCalls?.(node.config);
  if (!bound || executions === 0) return [];
  const byTier = env.modelFor ?? ((tier: ModelTier) => defaultTierModels[tier]);
  const model = bound.model ?? byTier(bound.tier);
  const tokens = bound.tokens * executions;
  return [
    {
      nodeId: node.id,
      model,
      worstCaseCalls: bound.calls * executions,
      worstCaseTokens: tokens,
      worstCaseCostUsd: within(costOfTokens(model, tokens, env), executions === 1 ? budgetOf(node) : undefined),
    },
  ];
}

/** A squad a pipeline hands a task to, as one line: what its own report says, within the budget of the task. */
function squadUse(node: ValidNode, env: CompileEnv): ModelUse[] {
  const { squadWorkflowId, budget } = factsOf(node.operation);
  const squad = squadWorkflowId === null ? undefined : env.squads.get(squadWorkflowId);
  const report = squad?.report;
  if (!squad || !report) return [];
  return [
    {
      nodeId: node.id,
      model: squad.name,
      worstCaseCalls: report.worstCaseModelCalls,
      worstCaseTokens: Math.min(report.worstCaseTokens, budget?.tokens ?? report.worstCaseTokens),
      worstCaseCostUsd: within(report.worstCaseCostUsd, budgetOf(node)),
    },
  ];
}

/** Every node that asks a model, in the order of `ids`, with the most it can ask for. */
export function modelUses(graph: Graph, ids: readonly string[], env: CompileEnv): ModelUse[] {
  const executions: Executions = graph.kind === 'squad' ? squadExecutions(graph) : () => 1;
  return ids.flatMap((id) => {
    const node = graph.nodes.get(id);
    if (!node || node.policy.mock || node.policy.disabled) return [];
    return [...usesOf(node, env, executions(node)), ...squadUse(node, env)];
  });
}

/** One finding for each budget in US dollars that could not be held, since a price is not known. */
export function unpricedBudgets(graph: Graph, uses: readonly ModelUse[]): Diagnostic[] {
  return uses.flatMap(({ nodeId, model, worstCaseCostUsd }) => {
    const node = graph.nodes.get(nodeId);
    if (!node || worstCaseCostUsd !== null || budgetOf(node) === undefined) return [];
    const message =
      factsOf(node.operation).squadWorkflowId !== null
        ? `The budget of ${called(node)} is in US dollars, but a member of the squad "${model}" has a model whose price is not known.`
        : `The budget of ${called(node)} is in US dollars, but the price of its model "${model}" is not known.`;
    return diagnostic('BUDGET_PRICE_UNKNOWN', {
      nodes: [nodeId],
      message,
      fix: 'Set the price in MUSTER_MODEL_PRICES, use a model with a known price, or limit tokens instead.',
      configPath: ['budget', 'usd'],
    });
  });
}

type Totals = Pick<CompileReport, 'worstCaseModelCalls' | 'worstCaseTokens' | 'worstCaseCostUsd'>;

/**
 * All together at worst; the cost is null as soon as one is not known. In a squad all messages are shared, so beside the
 * lead it is the dearest member that counts, not the sum of all.
 */
export function totalOf(graph: Graph, uses: readonly ModelUse[]): Totals {
  const isSquad = graph.kind === 'squad';
  const isLead = ({ nodeId }: ModelUse) => {
    const operation = graph.nodes.get(nodeId)?.operation;
    return operation !== undefined && factsOf(operation).leads;
  };
  const combine = (pick: (use: ModelUse) => number) => {
    const sum = (some: readonly ModelUse[]) => some.reduce((total, use) => total + pick(use), 0);
    if (!isSquad) return sum(uses);
    const others = uses.filter((use) => !isLead(use)).map(pick);
    return sum(uses.filter(isLead)) + others.reduce((most, each) => Math.max(most, each), 0);
  };
  const isPriced = uses.every(({ worstCaseCostUsd }) => worstCaseCostUsd !== null);
  return {
    worstCaseModelCalls: combine((use) => use.worstCaseCalls),
    worstCaseTokens: combine((use) => use.worstCaseTokens),
    worstCaseCostUsd: isPriced ? combine((use) => use.worstCaseCostUsd ?? 0) : null,
  };
}
