import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { edge, path } from '../testing/build-graph';
import { ancestry } from './ancestry';
import { topologyOf } from './topology';

const id = (index: number) => `n${index}`;
/** Edges from earlier to later of 40 nodes, so that a row of bits takes more than one word. */
const edgeLists = fc
  .array(fc.tuple(fc.nat({ max: 39 }), fc.nat({ max: 39 })), { maxLength: 80 })
  .map((pairs) => pairs.filter(([a, b]) => a < b).map(([a, b]) => edge(id(a), id(b))));
const ids = Array.from({ length: 40 }, (_, index) => id(index));

/** All nodes a search reaches from one. */
function reach(from: string, edges: ReturnType<typeof path>): Set<string> {
  const reached = new Set<string>();
  const queue = [from];
  for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
    for (const { source, target } of edges) {
      if (source.node !== at || reached.has(target.node)) continue;
      reached.add(target.node);
      queue.push(target.node);
    }
  }
  return reached;
}

describe('ancestry', () => {
  it('agrees with a search from every node', () => {
    fc.assert(
      fc.property(edgeLists, (edges) => {
        const leadsTo = ancestry(topologyOf(ids, edges), edges);
        for (const source of ids) {
          const reached = reach(source, edges);
          for (const target of ids) expect(leadsTo(source, target)).toBe(reached.has(target));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('keeps before an early join only what all ways share', () => {
    const edges = [...path('n0', 'n1', 'n2', 'n5', 'n6'), ...path('n1', 'n3', 'n5')];
    const isDone = ancestry(topologyOf(ids, edges), edges, (each) => each === 'n5');
    expect(['n0', 'n1', 'n2', 'n3', 'n5'].map((each) => isDone(each, 'n6'))).toEqual([true, true, false, false, true]);
  });
});

describe('topologyOf', () => {
  it('puts sources before targets, level by level, ties by id', () => {
    const { order, levels } = topologyOf(['d', 'c', 'b', 'a'], [...path('d', 'a'), ...path('c', 'b', 'a')]);
    expect(order).toEqual(['c', 'd', 'b', 'a']);
    expect(levels.get('a')).toBe(2);
  });

  it('finds each circle once, and nothing but circles', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat({ max: 9 }), fc.nat({ max: 9 })), { maxLength: 25 }), (pairs) => {
        const edges = pairs.filter(([a, b]) => a !== b).map(([a, b]) => edge(id(a), id(b)));
        const small = ids.slice(0, 10);
        const { circles } = topologyOf(small, edges);
        const reached = new Map(small.map((each) => [each, reach(each, edges)]));
        const together = (a: string, b: string) => reached.get(a)?.has(b) === true && reached.get(b)?.has(a) === true;
        const expected = small.filter((each) => together(each, each));
        expect(circles.flat().sort()).toEqual(expected.sort());
        for (const circle of circles) for (const a of circle) for (const b of circle) expect(together(a, b)).toBe(true);
        expect(new Set(circles.flat()).size).toBe(circles.flat().length);
      }),
    );
  });
});
