import type { Diagnostic } from '@muster/schema';
import { called, diagnostic } from '../diagnostics';
import type { DraftGraph, DraftNode } from '../graph';

/** A hyphen is a minus in an expression: `nodes.list-commits` reads `nodes.list`. */
function hyphenHint(graph: DraftGraph, id: string): string | undefined {
  for (const other of graph.nodes.keys())
    if (other.startsWith(`${id}-`)) return `Write nodes.\`${other}\`, in backquotes.`;
  return undefined;
}

/** What is wrong with a node's use of another node's output; nothing when the other leads to it. */
export function checkNodeReference(graph: DraftGraph, node: DraftNode, id: string, configPath: string[]): Diagnostic[] {
  const other = graph.nodes.get(id);
  const at = { nodes: other && other !== node ? [node.id, other.id] : [node.id], configPath };
  if (!other) {
    const fix = hyphenHint(graph, id) ?? 'Choose a node that leads to this one.';
    return [
      diagnostic('REF_NODE_UNKNOWN', {
        ...at,
        message: `${called(node)} refers to "${id}", which does not exist.`,
        fix,
      }),
    ];
  }
  if (graph.kind === 'squad') {
    const fix = 'Members know only the task or message they receive: use $input.';
    return [diagnostic('REF_NOT_UPSTREAM', { ...at, message: `${called(node)} refers to ${called(other)}.`, fix })];
  }
  const { levels } = graph.topology;
  // On or behind a circle there is no order; the circle is reported, and mending it comes first.
  if (node !== other && !(levels.has(node.id) && levels.has(other.id))) return [];
  if (graph.leadsTo(other.id, node.id)) return [];
  const message =
    node === other
      ? `${called(node)} refers to its own output.`
      : graph.leadsTo(node.id, other.id)
        ? `${called(node)} refers to ${called(other)}, which comes after it.`
        : `${called(node)} refers to ${called(other)}, which does not lead to it.`;
  const fix =
    node === other
      ? 'Use $input for what comes in.'
      : `Draw a way from ${called(other)} to ${called(node)}, or refer to something else.`;
  return [diagnostic('REF_NOT_UPSTREAM', { ...at, message, fix })];
}
