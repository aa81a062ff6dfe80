import type { Diagnostic } from '@muster/schema';
import { called, diagnostic } from '../diagnostics';
import type { DraftGraph, DraftNode } from '../graph';

/** The ids of a graph in their order, for finding one by its beginning. */
const idsOf = new WeakMap<DraftGraph, string[]>();

/** The first id that begins with this text, by binary search: a graph may hold very many references to nothing. */
function startingWith(graph: DraftGraph, text: string): string | undefined {
  const ids = idsOf.get(graph) ?? [...graph.nodes.keys()].sort();
  idsOf.set(graph, ids);
  let low = 0;
  for (let high = ids.length; low < high; ) {
    const middle = (low + high) >>> 1;
    if ((ids[middle] as string) < text) low = middle + 1;
    else high = middle;
  }
  return ids[low]?.startsWith(text) ? ids[low] : undefined;
}

/** A hyphen is a minus in an expression: `nodes.list-commits` reads `nodes.list`. */
function hyphenHint(graph: DraftGraph, id: string): string | undefined {
  const meant = startingWith(graph, `${id}-`);
  return meant === undefined ? undefined : `Write nodes.\`${meant}\`, in backquotes.`;
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
