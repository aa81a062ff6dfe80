import { factsOf } from '@muster/nodes';
import type { PlanEdge, PlanNode, PlanStep } from '../plan';

/** May this node share a step with another at all? One that waits between attempts needs a step to itself. */
const canFuse = (node: PlanNode): boolean =>
  node.effects === 'pure' &&
  factsOf(node.operation).fuse !== 'never' &&
  !node.policy.disabled &&
  node.policy.retry.maxAttempts === 1 &&
  node.policy.timeoutSeconds === null;

/** May another node follow this one in the same step? Only when it has one way out for certain. */
const canGoOn = (node: PlanNode): boolean =>
  factsOf(node.operation).fuse === 'anywhere' &&
  node.policy.onError !== 'port' &&
  node.policy.mock === null &&
  node.outgoing.length === 1;

/**
 * Groups nodes into durable steps: a chain of pure nodes, each with one way out and the next with one way in, costs one
 * write instead of many. Every node is in exactly one step; steps come in the order of their first nodes.
 */
export function fuse(nodes: readonly PlanNode[], edges: readonly PlanEdge[], enabled: boolean): PlanStep[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const edgeById = new Map(edges.map((edge) => [edge.id, edge]));
  const nextInChain = (node: PlanNode): PlanNode | null => {
    if (!enabled || !canFuse(node) || !canGoOn(node)) return null;
    const next = byId.get(edgeById.get(node.outgoing[0] ?? '')?.target.node ?? '');
    return next && canFuse(next) && next.incoming.length === 1 && next.policy.join === 'all' ? next : null;
  };
  const placed = new Set<string>();
  const steps: PlanStep[] = [];
  for (const first of nodes) {
    if (placed.has(first.id)) continue;
    const nodeIds: string[] = [];
    for (let node: PlanNode | null = first; node; node = nextInChain(node)) {
      nodeIds.push(node.id);
      placed.add(node.id);
    }
    steps.push({ id: `node:${first.id}`, nodeIds });
  }
  return steps;
}
