import type { ExecutionPlan, PlanNode } from '../../compiler/plan';
import type { PlanScope } from '../scheduler/schedule';

/** A plan with its nodes and edges by id, and its scopes by the id of their container; null is the graph itself. */
export interface PlanIndex {
  plan: ExecutionPlan;
  nodes: ReadonlyMap<string, PlanNode>;
  edges: ReadonlyMap<string, ExecutionPlan['edges'][number]>;
  scopes: ReadonlyMap<string | null, PlanScope>;
}

/** The container whose scope a node runs in; null: the graph itself. */
export const containerOf = ({ parentId }: Pick<PlanNode, 'parentId'>): string | null => parentId ?? null;

function scopesOf(plan: ExecutionPlan): Map<string | null, PlanScope> {
  const containers = new Map(plan.nodes.map((node) => [node.id, containerOf(node)]));
  const ids = new Set([null, ...containers.values()]);
  const belongsTo = (container: string | null, nodeId: string | undefined) =>
    containers.get(nodeId ?? '') === container;
  return new Map(
    [...ids].map((container) => [
      container,
      {
        nodes: plan.nodes.filter(({ id }) => belongsTo(container, id)),
        edges: plan.edges.filter(({ target }) => belongsTo(container, target.node)),
        steps: plan.steps.filter(({ nodeIds: [first] }) => belongsTo(container, first)),
      },
    ]),
  );
}

export const indexPlan = (plan: ExecutionPlan): PlanIndex => ({
  plan,
  nodes: new Map(plan.nodes.map((node) => [node.id, node])),
  edges: new Map(plan.edges.map((edge) => [edge.id, edge])),
  scopes: scopesOf(plan),
});

/** Returns these nodes, and all that are in containers among them, however deep. */
export function withBodies({ scopes }: PlanIndex, nodeIds: readonly string[]): string[] {
  const found = [...nodeIds];
  // Grows while it is walked through.
  for (const id of found) found.push(...(scopes.get(id)?.nodes ?? []).map((node) => node.id));
  return found;
}
