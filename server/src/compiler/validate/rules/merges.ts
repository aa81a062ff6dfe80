import { called, diagnostic } from '../../diagnostics';
import type { Rule } from '../rule';

/** A merge brings at least two ways together. */
export const merges: Rule = ({ nodes }) =>
  [...nodes.values()]
    .filter((node) => node.operation?.kind === 'pass' && node.incoming.length === 1)
    .map((node) =>
      diagnostic('MERGE_ONE_INPUT', {
        nodes: [node.id],
        edges: node.incoming.map(({ id }) => id),
        message: `${called(node)} has only one way in, so it brings nothing together.`,
        fix: 'Draw the other ways to it, or delete it.',
      }),
    );
