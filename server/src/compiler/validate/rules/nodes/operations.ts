import { checkOperation } from '@muster/nodes';
import { called, diagnostic } from '../../../diagnostics';
import type { Rule } from '../rule';

/** What only the operation of a node knows to be wrong: see `check` in `nodes/src/operations/`. */
export const operations: Rule = ({ nodes }, { squads }) =>
  [...nodes.values()].flatMap((node) => {
    if (!node.operation) return [];
    const problems = checkOperation(node.operation, { called: called(node), incoming: node.incoming, squads });
    return problems.map(({ code, ...problem }) => diagnostic(code, { nodes: [node.id], ...problem }));
  });
