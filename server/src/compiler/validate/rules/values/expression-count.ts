import { MAX_EXPRESSIONS_PER_NODE } from '@muster/schema';
import { called, diagnostic } from '../../../diagnostics';
import type { Rule } from '../rule';

/** A node has at most 1,000 expressions. */
export const expressionCount: Rule = ({ nodes }) =>
  [...nodes.values()].flatMap((node) => {
    const count = node.uses.filter(({ kind }) => kind === 'expression').length;
    if (count <= MAX_EXPRESSIONS_PER_NODE) return [];
    const [found, limit] = [count, MAX_EXPRESSIONS_PER_NODE].map((one) => one.toLocaleString('en'));
    return [
      diagnostic('EXPRESSIONS_TOO_MANY', {
        nodes: [node.id],
        message: `${called(node)} has ${found} expressions; the limit is ${limit}.`,
        fix: 'Make one expression that returns all the values, such as a list or an object.',
      }),
    ];
  });
