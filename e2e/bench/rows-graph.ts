import type { GraphDocument, GraphNode } from '@muster/schema';

const columns = 25;
const stepX = 280;
const stepY = 140;

/** A pipeline of so many nodes that starts once and runs in rows of 25, about as wide as a screen when it is fitted. */
export function rowsGraph(size: number): GraphDocument {
  const nodes = Array.from({ length: size }, (_, index): GraphNode => {
    const first = index === 0;
    return {
      id: `n${index}`,
      type: first ? 'trigger.manual' : 'data.transform',
      typeVersion: 1,
      name: first ? 'Start' : `Step ${index}`,
      config: first ? {} : { output: { step: `Value number ${index}` } },
    };
  });
  const edges = nodes.slice(1).map((node, index) => ({
    id: `e${index}`,
    source: { node: (index + 1) % columns === 0 ? 'n0' : `n${index}`, port: 'out' },
    target: { node: node.id, port: 'in' },
  }));
  const places = nodes.map(({ id }, index): [string, { x: number; y: number }] => [
    id,
    { x: (index % columns) * stepX, y: Math.floor(index / columns) * stepY },
  ]);
  return { schemaVersion: 1, kind: 'pipeline', nodes, edges, view: { nodes: Object.fromEntries(places), notes: [] } };
}
