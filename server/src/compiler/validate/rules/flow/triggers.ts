import { isTriggerType } from '@muster/schema';
import { called, diagnostic } from '../../../diagnostics';
import type { Rule } from '../rule';

/** A pipeline has a start, and nothing leads into a start. */
export const triggers: Rule = ({ kind, nodes }) => {
  if (kind !== 'pipeline') return [];
  const starts = [...nodes.values()].filter((node) => node.definition && isTriggerType(node.type));
  const found = starts
    .filter((node) => node.incoming.length > 0)
    .map((node) =>
      diagnostic('TRIGGER_HAS_INPUT', {
        nodes: [node.id],
        edges: node.incoming.map(({ id }) => id),
        message: `${called(node)} starts the pipeline, so nothing can lead into it.`,
        fix: 'Delete the edge into it.',
      }),
    );
  if (starts.some((node) => node.policy.disabled !== true)) return found;
  const missing = diagnostic('TRIGGER_MISSING', {
    nodes: starts.map(({ id }) => id),
    message: starts.length > 0 ? 'Every start of this pipeline is switched off.' : 'Nothing starts this pipeline.',
    fix:
      starts.length > 0 ? 'Switch one of them on.' : 'Add a Manual start and draw an edge from it to the first node.',
  });
  return [missing, ...found];
};
