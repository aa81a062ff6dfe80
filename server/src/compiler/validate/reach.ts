import type { GraphEdge } from '@muster/schema';
import type { DraftNode } from '../graph';

/** Every node that can be reached from some, along the edges `follow` lets through. */
export function reachedFrom(
  nodes: ReadonlyMap<string, DraftNode>,
  starts: readonly string[],
  follow: (edge: GraphEdge, source: DraftNode) => boolean = () => true,
): Set<string> {
  const reached = new Set(starts);
  const queue = [...starts];
  for (let at = 0; at < queue.length; at += 1) {
    const node = nodes.get(queue[at] as string);
    for (const edge of node?.outgoing ?? []) {
      if (reached.has(edge.target.node) || !node || !follow(edge, node)) continue;
      reached.add(edge.target.node);
      queue.push(edge.target.node);
    }
  }
  return reached;
}
