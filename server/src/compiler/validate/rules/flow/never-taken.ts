import { factsOf } from '@muster/nodes';
import { isTriggerType } from '@muster/schema';
import { called, diagnostic } from '../../../diagnostics';
import type { DraftNode } from '../../../graph';
import { reachedFrom } from '../../reach';
import type { Rule } from '../rule';

/** The only port a node can ever emit on, when that is known before it runs; null when it is not. */
function onlyPort(node: DraftNode): string | null {
  if (node.policy.disabled) {
    const ids = node.ports?.out.map(({ id }) => id) ?? [];
    return ids.includes('out') ? 'out' : (ids[0] ?? null);
  }
  if (node.policy.mock) return node.policy.mock.port;
  return node.operation && factsOf(node.operation).onlyPort;
}

/** What is drawn after a way that can never be taken will never run: a fixed condition or a mock decides for ever. */
export const neverTaken: Rule = ({ kind, nodes }) => {
  if (kind !== 'pipeline') return [];
  const starts = [...nodes.values()].filter((node) => isTriggerType(node.type)).map(({ id }) => id);
  const drawn = reachedFrom(nodes, starts);
  const taken = reachedFrom(nodes, starts, (edge, source) => {
    const port = onlyPort(source);
    return port === null || port === edge.source.port;
  });
  return [...nodes.values()]
    .filter(({ id }) => drawn.has(id) && !taken.has(id))
    .map((node) =>
      diagnostic('NODE_NEVER_TAKEN', {
        nodes: [node.id],
        edges: node.incoming.map(({ id }) => id),
        message: `None of the ways that lead to ${called(node)} can ever be taken.`,
        fix: 'Look at the conditions and mocks before it.',
      }),
    );
};
