import { type Diagnostic, referenceRoots } from '@muster/schema';
import { called, diagnostic, nearest } from '../../../diagnostics';
import type { DraftGraph, DraftNode } from '../../../graph';
import { checkNodeReference } from '../../node-reference';
import type { Rule } from '../rule';

function checkRoot(node: DraftNode, root: string, path: string[]): Diagnostic[] {
  if (root === '$item' || root === '$index') {
    return [
      diagnostic('REF_OUTSIDE_CONTAINER', {
        nodes: [node.id],
        message: `${called(node)} refers to ${root}, but it is not inside a container that has items.`,
        configPath: path,
      }),
    ];
  }
  if ((referenceRoots as readonly string[]).includes(root)) return [];
  const near = nearest(root, referenceRoots);
  return [
    diagnostic('REF_ROOT_UNKNOWN', {
      nodes: [node.id],
      message: `${called(node)} refers to ${root}, which does not exist.`,
      fix: near ? `Did you mean ${near}?` : 'There are $input, $trigger and $run.',
      configPath: path,
    }),
  ];
}

function check(graph: DraftGraph, node: DraftNode): Diagnostic[] {
  return node.uses.flatMap((use) => {
    if (use.kind !== 'reference') return [];
    return use.node.startsWith('$')
      ? checkRoot(node, use.node, use.path)
      : checkNodeReference(graph, node, use.node, use.path);
  });
}

/** References, in templates too, name only nodes that lead to this one. */
export const references: Rule = (graph) => [...graph.nodes.values()].flatMap((node) => check(graph, node));
