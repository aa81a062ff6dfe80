import type { GraphDocument, GraphNode } from '@muster/schema';

/** Forms of graphs that layouts are measured with. */
export const graphShapes = ['chain', 'tree', 'random'] as const;
export type GraphShape = (typeof graphShapes)[number];

/**
 * A pipeline of a form and a size, without places. A node with more than one way out is a branch.
 * - chain: each node leads to the next.
 * - tree: each node leads to two.
 * - random: each node is led to by one of the twelve before it, and three in ten nodes lead to one more, up to twenty on.
 */
export function shapedGraph(shape: GraphShape, size: number): GraphDocument {
  const links = linksOf(shape, size);
  const branches = new Set(links.filter(([, port]) => port === 'false').map(([from]) => from));
  const nodes = Array.from({ length: size }, (_, index): GraphNode => {
    if (index === 0) {
      return { id: 'n0', type: 'trigger.manual', typeVersion: 1, name: 'Start', config: {} };
    }
    const branch = branches.has(index);
    return {
      id: `n${index}`,
      type: branch ? 'flow.branch' : 'data.transform',
      typeVersion: 1,
      name: `Step ${index}`,
      config: branch ? { condition: true } : { output: { step: `Value number ${index}` } },
    };
  });
  const edges = links.map(([from, port, to], index) => ({
    id: `e${index}`,
    source: { node: `n${from}`, port: branches.has(from) ? port : 'out' },
    target: { node: `n${to}`, port: 'in' },
  }));
  return { schemaVersion: 1, kind: 'pipeline', nodes, edges };
}

type Link = [from: number, port: 'true' | 'false', to: number];

function linksOf(shape: GraphShape, size: number): Link[] {
  const later = Array.from({ length: size - 1 }, (_, index) => index + 1);
  if (shape === 'chain') return later.map((to) => [to - 1, 'true', to]);
  if (shape === 'tree') {
    // The start has one way out, so the tree begins behind it.
    return later.map((to) => (to === 1 ? [0, 'true', 1] : [Math.floor(to / 2), to % 2 === 0 ? 'true' : 'false', to]));
  }
  const random = randomNumbers(7);
  const links: Link[] = [];
  for (const to of later) {
    links.push([Math.max(0, to - 1 - Math.floor(random() * 12)), 'true', to]);
    const onward = Math.min(size - 1, to + 1 + Math.floor(random() * 20));
    if (random() < 0.3 && onward > to) links.push([to, 'false', onward]);
  }
  return links;
}

/** Numbers from 0 to below 1, the same ones each time. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
