import type { GraphDocument, GraphNode, JsonObject } from '@muster/schema';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { edge, expr, node, pipeline, ref, start } from '../../../compiler/testing/build-graph';
import { runCompiled } from '../../testing/run-compiled';
import { createValues } from '../../values/values';

const values = createValues({ processes: 1 });
afterAll(() => values.close());

/** A node of every pure kind: some fail, some choose, some join with whoever comes first. */
function makeNode(id: string, kind: number): GraphNode {
  const count: JsonObject = { output: { id, from: ref('$input') } };
  const failing: JsonObject = { output: expr(`$error("${id} fails")`) };
  switch (kind % 7) {
    case 0:
      return node(id, 'flow.branch', { condition: kind % 2 === 0 });
    case 1:
      return node(id, 'flow.merge');
    case 2:
      return node(id, 'data.transform', failing, { onError: 'continue' });
    case 3:
      return node(id, 'data.transform', failing, { onError: 'port' });
    case 4:
      return node(id, 'data.transform', count, { disabled: true });
    default:
      return node(id, 'data.transform', count);
  }
}

const waysOut = ({ type, policy }: GraphNode): string[] => {
  if (type === 'flow.branch') return ['true', 'false'];
  return policy?.onError === 'port' ? ['out', 'error'] : ['out'];
};

/** Random pipelines: every node has a way in from an earlier one, so most are long, with chains, forks and joins. */
const graphs: fc.Arbitrary<GraphDocument> = fc
  .array(fc.tuple(fc.nat(), fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 1, maxLength: 2 })), {
    minLength: 2,
    maxLength: 14,
  })
  .map((drawn) => {
    const nodes = [start(), ...drawn.map(([kind], index) => makeNode(`n${index}`, kind))];
    const edges = drawn.flatMap(([, ways], index) =>
      ways.map(([from, port]) => {
        // Mostly from the node just before, so that there is something to fuse.
        const source = nodes[from % 3 === 0 ? from % (index + 1) : index] as GraphNode;
        const out = waysOut(source);
        return edge(`${source.id}:${out[port % out.length]}`, `n${index}`);
      }),
    );
    return pipeline(nodes, [...new Map(edges.map((each) => [each.id, each])).values()]);
  });

it('a run ends the same, node by node, whether its steps are fused or not', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(graphs, async (graph) => {
      const [fused, single] = await Promise.all(
        [true, false].map((fuse) => runCompiled(graph, { input: { n: 1 } }, { fuse, values })),
      );
      const shown = (end: typeof fused) => ({
        status: end?.run.record.status,
        output: end?.run.output,
        rows: Object.fromEntries(
          [...(end?.rows ?? [])].map(([id, { status, ports, output }]) => [id, { status, ports, output }]),
        ),
      });
      expect(shown(fused)).toEqual(shown(single));
      expect(fused?.rows.size).toBe(graph.nodes.length);
    }),
    { numRuns: 60 },
  );
});
