import type { GraphDocument, GraphEdge, GraphNode, Json, JsonObject, NodePolicy } from '@muster/schema';

export const ref = (node: string, ...path: string[]): Json => ({ $ref: { node, path } });
export const expr = (source: string): Json => ({ $expr: source });

/** A node for tests: a transform that passes its input on, unless told otherwise. */
export function node(id: string, type = 'data.transform', config?: JsonObject, policy?: NodePolicy): GraphNode {
  const defaults: JsonObject = type === 'data.transform' ? { output: ref('$input') } : {};
  return { id, type, typeVersion: 1, name: id, config: config ?? defaults, ...(policy ? { policy } : {}) };
}
export const start = (id = 'start'): GraphNode => node(id, 'trigger.manual');

/** `edge('branch:true', 'a')`; the ports are `out` and `in` unless named. */
export function edge(source: string, target: string): GraphEdge {
  const [from = '', ...port] = source.split(':');
  const [to = '', into = 'in'] = target.split(':');
  const out = port.join(':') || 'out';
  return { id: `${from}.${out}-${to}`, source: { node: from, port: out }, target: { node: to, port: into } };
}

export const path = (...ids: string[]): GraphEdge[] => ids.slice(1).map((id, index) => edge(ids[index] as string, id));

export const pipeline = (nodes: GraphNode[], edges: GraphEdge[]): GraphDocument => ({
  schemaVersion: 1,
  kind: 'pipeline',
  nodes,
  edges,
});

/** A start and `length` transforms in a row, each with a reference, a text and an expression. */
export function chain(length: number): GraphDocument {
  const ids = Array.from({ length }, (_, index) => `n${index}`);
  const nodes = ids.map((id, index) => {
    const before = ids[index - 1] ?? 'start';
    const text = { $template: ['after ', ref(before)] };
    return node(id, 'data.transform', {
      output: { start: ref('start', 'x'), text, sum: expr(`nodes.${before}.x + 1`) },
    });
  });
  return pipeline([start(), ...nodes], path('start', ...ids));
}
