import { type Diagnostic, showPath } from '@muster/schema';
import { called, diagnostic, listed } from '../../../diagnostics';
import type { DraftGraph, DraftNode } from '../../../graph';
import { parseExpression } from '../../../resolve/expression-names';
import { checkNodeReference } from '../../node-reference';
import type { Rule } from '../rule';

const contextNames = ['input', 'trigger', 'nodes', 'run'];
const itemNames = ['item', 'index'];

function checkExpression(graph: DraftGraph, node: DraftNode, source: string, path: string[]): Diagnostic[] {
  const parsed = parseExpression(source);
  const at = { nodes: [node.id], configPath: path };
  if (!parsed.ok) {
    const place = parsed.position === undefined ? '' : ` (at character ${parsed.position})`;
    const message = `${called(node)}: the expression at ${showPath(path)} cannot be read: ${parsed.reason}${place}.`;
    return [diagnostic('EXPRESSION_INVALID', { ...at, message })];
  }
  const { roots, nodeIds } = parsed.names;
  const items = itemNames.filter((name) => roots.has(name));
  const unknown = [...roots].filter((name) => !contextNames.includes(name) && !itemNames.includes(name));
  return [
    ...[...nodeIds].flatMap((id) => checkNodeReference(graph, node, id, path)),
    ...items.map((name) =>
      diagnostic('REF_OUTSIDE_CONTAINER', {
        ...at,
        message: `${called(node)}: the expression reads ${name}, but it is not inside a container that has items.`,
      }),
    ),
    ...unknown.map((name) =>
      diagnostic('EXPRESSION_NAME_UNKNOWN', {
        ...at,
        message: `${called(node)}: the expression reads "${name}", which is not there.`,
        fix: `An expression can read ${listed(contextNames)}. Did you mean input.${name}?`,
      }),
    ),
  ];
}

/** Expressions are correct, and read only nodes that lead to this one. They are parsed, never evaluated (E6). */
export const expressions: Rule = (graph) =>
  [...graph.nodes.values()].flatMap((node) =>
    node.uses.flatMap((use) => (use.kind === 'expression' ? checkExpression(graph, node, use.source, use.path) : [])),
  );
