import type { GraphEdge } from '@muster/schema';
import type { Topology } from '../graph';

/** A row of bits for each node, in topological order: which nodes stand in the set of this one. */
interface Table {
  places: ReadonlyMap<string, number>;
  words: number;
  bits: Uint32Array;
}

function sourcesByPlace(places: ReadonlyMap<string, number>, edges: readonly GraphEdge[]): Map<number, number[]> {
  const before = new Map<number, number[]>();
  for (const { source, target } of edges) {
    const from = places.get(source.node);
    const to = places.get(target.node);
    if (from === undefined || to === undefined) continue;
    const list = before.get(to);
    if (list) list.push(from);
    else before.set(to, [from]);
  }
  return before;
}

function fill({ order }: Topology, edges: readonly GraphEdge[], isShared: (id: string) => boolean): Table {
  const places = new Map(order.map((id, place) => [id, place]));
  const words = Math.ceil(places.size / 32);
  const bits = new Uint32Array(places.size * words);
  const before = sourcesByPlace(places, edges);
  for (const [to, id] of order.entries()) {
    const shared = isShared(id);
    for (const [nth, from] of (before.get(to) ?? []).entries()) {
      for (let word = 0; word < words; word += 1) {
        const own = bits[to * words + word] as number;
        const self = word === from >>> 5 ? 1 << (from & 31) : 0;
        const theirs = (bits[from * words + word] as number) | self;
        bits[to * words + word] = shared && nth > 0 ? own & theirs : own | theirs;
      }
    }
  }
  return { places, words, bits };
}

/**
 * Answers "does every (`isShared`) or any way to `target` pass `source`?" for all pairs of ordered nodes: a bit set each,
 * filled in one pass over the edges when first asked. Nodes on or behind a circle have no place: the answer is false.
 */
export function ancestry(
  topology: Topology,
  edges: readonly GraphEdge[],
  isShared: (id: string) => boolean = () => false,
): (source: string, target: string) => boolean {
  let table: Table | null = null;
  return (source, target) => {
    table ??= fill(topology, edges, isShared);
    const { places, words, bits } = table;
    const from = places.get(source);
    const to = places.get(target);
    if (from === undefined || to === undefined) return false;
    return (((bits[to * words + (from >>> 5)] as number) >>> (from & 31)) & 1) === 1;
  };
}
