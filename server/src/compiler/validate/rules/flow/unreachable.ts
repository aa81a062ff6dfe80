import { isTriggerType } from '@muster/schema';
import { called, diagnostic } from '../../../diagnostics';
import { reachedFrom } from '../../reach';
import type { Rule } from '../rule';

/** Every node of a pipeline can be reached from a start (G15). */
export const unreachable: Rule = ({ kind, nodes }) => {
  if (kind !== 'pipeline') return [];
  const starts = [...nodes.values()].filter((node) => isTriggerType(node.type));
  if (starts.length === 0) return [];
  const reached = reachedFrom(
    nodes,
    starts.map(({ id }) => id),
  );
  return [...nodes.values()]
    .filter((node) => !reached.has(node.id))
    .map((node) =>
      diagnostic('NODE_UNREACHABLE', {
        nodes: [node.id],
        message: `Nothing leads to ${called(node)}, so it will always be skipped.`,
        fix:
          node.incoming.length === 0 ? 'Draw an edge to it, or delete it.' : 'Connect what leads to it, or delete it.',
      }),
    );
};
