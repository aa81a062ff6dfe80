import type { GraphDocument, Json } from '@muster/schema';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile } from './pipeline';
import { chain, edge, expr, node, path, pipeline, ref, start } from './testing/build-graph';
import { fixtureEnv, loadFixtures } from './testing/fixtures';

const codes = (graph: unknown) => compile(graph).diagnostics.map(({ code }) => code);

/** Random graphs without circles: an edge leads only from an earlier node to a later one. */
const graphs: fc.Arbitrary<GraphDocument> = fc.integer({ min: 1, max: 14 }).chain((count) =>
  fc.array(fc.tuple(fc.nat({ max: count }), fc.nat({ max: count })), { maxLength: 30 }).map((pairs) => {
    const id = (index: number) => (index === 0 ? 'start' : `n${index}`);
    const forward = pairs.map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const).filter(([a, b]) => a < b);
    const edges = new Map(forward.map(([a, b]) => [`${a}-${b}`, edge(id(a), id(b))]));
    const nodes = Array.from({ length: count }, (_, index) => node(id(index + 1)));
    return pipeline([start(), ...nodes], [...edges.values()]);
  }),
);

const reorder = (value: Json): Json => {
  if (Array.isArray(value)) return value.map(reorder);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, child]) => [key, reorder(child)]),
  );
};

describe('compile', () => {
  it('G14: gives the same hash and plan whatever the order of nodes, edges and keys, and wherever nodes stand', () => {
    fc.assert(
      fc.property(graphs, fc.infiniteStream(fc.nat()), fc.nat({ max: 900 }), (graph, noise, x) => {
        const shuffled = <T>(list: T[]) =>
          list
            .map((each) => ({ each, at: noise.next().value ?? 0 }))
            .sort((a, b) => a.at - b.at)
            .map(({ each }) => each);
        const moved = { ...graph, view: { nodes: { start: { x, y: 1 } }, notes: [] } };
        const other = reorder({ ...moved, nodes: shuffled(graph.nodes), edges: shuffled(graph.edges) } as never);
        const one = compile(graph).compiled;
        const two = compile(other).compiled;
        expect(two?.hash).toBe(one?.hash);
        expect(two?.plan).toEqual(one?.plan);
        expect(two?.functions).toEqual(one?.functions);
      }),
      { numRuns: 200 },
    );
  });

  it('plans every node once, sources before targets, and puts each into exactly one step', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const plan = compile(graph).compiled?.plan;
        const order = new Map(plan?.nodes.map(({ id }, index) => [id, index]));
        expect([...order.keys()].sort()).toEqual(graph.nodes.map(({ id }) => id).sort());
        for (const { source, target } of plan?.edges ?? []) {
          expect(order.get(source.node)).toBeLessThan(order.get(target.node) as number);
        }
        const inSteps = plan?.steps.flatMap(({ nodeIds }) => nodeIds) ?? [];
        expect([...inSteps].sort()).toEqual([...order.keys()].sort());
      }),
      { numRuns: 200 },
    );
  });

  it('counts names as content, and an empty policy as none', () => {
    const graph = pipeline([start(), node('a')], path('start', 'a'));
    const hash = (change: object) =>
      compile({ ...graph, nodes: [start(), { ...node('a'), ...change }] }).compiled?.hash;
    expect(hash({ name: 'Another name' })).not.toBe(hash({}));
    expect(hash({ policy: {} })).toBe(hash({}));
    expect(hash({ policy: { join: 'any' } })).not.toBe(hash({}));
  });

  it('has a hash for exactly the graphs without errors', () => {
    for (const { name, graph } of loadFixtures()) {
      const { diagnostics, compiled } = compile(graph, fixtureEnv);
      const isBroken = diagnostics.some(({ severity }) => severity === 'error');
      expect([name, compiled === null]).toEqual([name, isBroken]);
      expect(compiled?.hash ?? 'none').toMatch(isBroken ? /^none$/ : /^[0-9a-f]{64}$/);
      expect(JSON.parse(JSON.stringify(compiled?.plan ?? null))).toEqual(compiled?.plan ?? null);
    }
  });

  it('never throws, whatever it is given', () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.json(), fc.string()), (junk) => {
        expect(compile(junk)).toMatchObject({ compiled: null });
      }),
    );
  });

  it('never throws on a graph whose parts are mixed up', () => {
    const ids = fc.constantFrom('start', 'a', 'b', '', 'a b', '$input', 'ghost');
    const types = fc.constantFrom(
      'data.transform',
      'flow.branch',
      'agent.classify',
      'squad.task',
      'squad.member',
      'x.y',
    );
    const config = fc.dictionary(
      fc.constantFrom('output', 'condition', 'classes', 'text', 'role', 'lead', 'workflowId', 'task', 'tools'),
      fc.oneof(
        fc.jsonValue(),
        ids.map((id) => ref(id) as never),
        fc.string().map((text) => expr(text) as never),
      ),
      { noNullPrototype: true },
    );
    const drawn = fc.record({
      kind: fc.constantFrom('pipeline', 'squad'),
      nodes: fc.array(
        fc.record({
          id: ids,
          type: types,
          typeVersion: fc.constantFrom(1, 2),
          name: fc.string({ maxLength: 9 }),
          config,
        }),
        { maxLength: 6 },
      ),
      edges: fc.array(
        fc.tuple(ids, fc.constantFrom('out', 'true', 'delegate'), ids).map(([a, port, b]) => edge(`${a}:${port}`, b)),
        { maxLength: 8 },
      ),
    });
    fc.assert(
      fc.property(drawn, (graph) => {
        const { diagnostics } = compile(JSON.stringify({ schemaVersion: 1, ...graph }));
        for (const { message } of diagnostics) expect(message.length).toBeGreaterThan(0);
      }),
      { numRuns: 500 },
    );
  });

  it('G5: compiles 10,000 nodes in a row, and 10,000 side by side with 20,000 edges', () => {
    const inARow = compile(chain(9_999));
    expect(inARow.diagnostics).toEqual([]);
    expect(inARow.compiled?.plan.steps).toHaveLength(1);
    const ids = Array.from({ length: 9_998 }, (_, index) => `n${index}`);
    const wide = pipeline(
      [start(), ...ids.map((id) => node(id)), node('join', 'flow.merge')],
      ids.flatMap((id) => [edge('start', id), edge(id, 'join')]),
    );
    expect(compile(wide).compiled?.report).toMatchObject({ widestLevel: 9_998, longestPath: 3 });
  });

  it('answers within bounds when very much is wrong', () => {
    const refs = Array.from({ length: 8 }, (_, index) => ref(`ghost${index}`));
    const nodes = Array.from({ length: 9_000 }, (_, index) => node(`n${index}`, 'data.transform', { output: refs }));
    const { diagnostics } = compile(pipeline([start(), ...nodes], []));
    expect(diagnostics).toHaveLength(1_001);
    expect(diagnostics.at(-1)).toMatchObject({
      code: 'MORE_FINDINGS',
      message: expect.stringContaining('80,000 more'),
    });
  });

  it('finds references past an early join in a long pipeline', () => {
    const graph = chain(1_990);
    const first = { ...node('first', 'flow.merge'), policy: { join: 'any' as const } };
    const after = node('after', 'data.transform', { output: [ref('n5'), ref('start'), expr('nodes.slow')] });
    const { diagnostics } = compile({
      ...graph,
      nodes: [...graph.nodes, node('slow'), first, after],
      edges: [
        ...graph.edges,
        edge('n1989', 'first'),
        edge('start', 'slow'),
        edge('slow', 'first'),
        edge('first', 'after'),
      ],
    });
    expect(diagnostics.map(({ code, nodeIds }) => [code, ...nodeIds])).toEqual([
      ['REF_MAY_BE_EARLY', 'after', 'n5'],
      ['REF_MAY_BE_EARLY', 'after', 'slow'],
    ]);
  });

  it('G1: finds a circle of 10,000 nodes without overflowing', () => {
    const graph = chain(9_999);
    const closed = { ...graph, edges: [...graph.edges, edge('n9998', 'n0')] };
    const [circle] = compile(closed).diagnostics;
    expect(circle).toMatchObject({ code: 'CYCLE' });
    expect(circle?.nodeIds).toHaveLength(9_999);
    expect(circle?.message.length).toBeLessThan(200);
  });

  it('G8: refuses __proto__ as an id, and an empty id, each with a code of its own', () => {
    expect(codes(pipeline([start(), node('__proto__')], []))).toEqual(['GRAPH_NAME_RESERVED']);
    expect(codes(pipeline([start(), node('')], path('start', '')))).toEqual(['NODE_ID_INVALID']);
  });

  it('G16: takes a name for text and nothing else', () => {
    for (const name of ['";$(touch x)', '../../x', `\${process.env}`, '\u001b[31m\n<script>']) {
      const { compiled, diagnostics } = compile(
        pipeline(
          [
            { ...start(), name },
            { ...node('a'), name },
          ],
          path('start', 'a'),
        ),
      );
      expect(diagnostics).toEqual([]);
      expect(compiled?.plan.steps.map(({ id }) => id)).toEqual(['node:start']);
    }
  });

  it('G18: keeps step ids when nodes are renamed or moved', () => {
    const graph = pipeline(
      [start(), node('a', 'flow.merge'), node('b')],
      [edge('start', 'a'), edge('start', 'b'), edge('b', 'a')],
    );
    const renamed = { ...graph, nodes: graph.nodes.map((each) => ({ ...each, name: `${each.name} renamed` })) };
    const steps = (drawn: GraphDocument) => compile(drawn).compiled?.plan.steps;
    expect(steps(renamed)).toEqual(steps(graph));
  });

  it('E8: refuses a node with more than a thousand expressions', () => {
    const withExpressions = (count: number) =>
      pipeline([start(), node('a', 'data.transform', { output: Array(count).fill(expr('1')) })], path('start', 'a'));
    expect(codes(withExpressions(1000))).toEqual([]);
    expect(codes(withExpressions(1001))).toEqual(['EXPRESSIONS_TOO_MANY']);
  });

  it('E6: parses expressions and evaluates none', () => {
    const endless = expr('( $f := function($n) { $f($n + 1) }; $f(0) )');
    const slow = expr('$match("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", /^(a+)+$/)');
    expect(
      codes(pipeline([start(), node('a', 'data.transform', { output: [endless, slow] })], path('start', 'a'))),
    ).toEqual([]);
  });
});
