import type { GraphDocument, GraphEdge, GraphNode, Json } from '@muster/schema';

/** Graphs to measure with: a manual start and `data.transform` nodes, which do next to nothing themselves. */

const edge = (source: string, target: string, port = 'out'): GraphEdge => ({
  id: `${source}.${port}-${target}`,
  source: { node: source, port },
  target: { node: target, port: 'in' },
});
const transform = (id: string): GraphNode => ({
  id,
  type: 'data.transform',
  typeVersion: 1,
  name: id,
  config: { output: { step: id, before: { $ref: { node: '$input', path: ['step'] } } } },
});
const start: GraphNode = { id: 'start', type: 'trigger.manual', typeVersion: 1, name: 'Start', config: {} };
const pipeline = (nodes: GraphNode[], edges: GraphEdge[]): GraphDocument => ({
  schemaVersion: 1,
  kind: 'pipeline',
  nodes,
  edges,
  view: { nodes: {}, notes: [] },
});
const ids = (prefix: string, count: number) => Array.from({ length: count }, (_, index) => `${prefix}${index + 1}`);
const linked = (names: readonly string[]) => names.slice(1).map((name, index) => edge(names[index] ?? '', name));

/** A start and `length` nodes in a row. */
export function row(length: number): GraphDocument {
  const names = ids('n', length);
  return pipeline([start, ...names.map(transform)], linked(['start', ...names]));
}

/** A branch with two arms of three nodes and a merge. */
export function branch(): GraphDocument {
  const condition: Json = { $expr: '$exists(input.step)' };
  const yes = ids('yes', 3);
  const no = ids('no', 3);
  return pipeline(
    [
      start,
      { id: 'split', type: 'flow.branch', typeVersion: 1, name: 'Split', config: { condition } },
      ...[...yes, ...no].map(transform),
      { id: 'join', type: 'flow.merge', typeVersion: 1, name: 'Join', config: {} },
    ],
    [
      edge('start', 'split'),
      edge('split', 'yes1', 'true'),
      edge('split', 'no1', 'false'),
      ...linked(yes),
      ...linked(no),
      edge('yes3', 'join'),
      edge('no3', 'join'),
    ],
  );
}
