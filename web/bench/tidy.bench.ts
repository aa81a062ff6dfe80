import { createRequire } from 'node:module';
import type { GraphDocument } from '@muster/schema';
import type { Layout, NodeShape, ShapeOf } from '../src/editor/core/layout/layout';
import { createLayoutEngine } from '../src/editor/core/layout/layout-engine';
import { cornersOf } from '../src/editor/core/routing/route';
import { countCrossings, type DrawnEdge } from './crossings';
import { graphShapes, shapedGraph } from './graph-shapes';

type Report = (name: string, unit: 'ms' | 'count' | 'px', values: readonly number[]) => void;

/** 400 and 401 lie on both sides of a limit that once was; 1,000 and 3,000 are graphs nobody draws by hand. */
const sizes = [10, 100, 400, 401, 1000, 3000];

const { Worker: InProcessWorker } = createRequire(import.meta.url)('elkjs/lib/elk-worker.min.js') as {
  Worker: new () => Worker;
};

/** What "Tidy" makes of chains, trees and random graphs: time of the layout, crossings, width and height. */
export async function run(report: Report): Promise<void> {
  const engine = createLayoutEngine(() => Object.assign(new InProcessWorker(), { terminate: () => undefined }));
  await engine.layout(shapedGraph('chain', 3), shapesOf(shapedGraph('chain', 3)));
  for (const shape of graphShapes) {
    for (const size of sizes) {
      const graph = shapedGraph(shape, size);
      const shapes = shapesOf(graph);
      const start = performance.now();
      const layout = await engine.layout(graph, shapes);
      const name = `editor.tidy.${shape}-${size}`;
      report(`${name}.time`, 'ms', [performance.now() - start]);
      report(`${name}.crossings`, 'count', [countCrossings(drawn(graph, shapes, layout))]);
      const ends = [...layout.places].map(([id, { x, y }]) => ({
        x: x + shapes(id).size.width,
        y: y + shapes(id).size.height,
      }));
      report(`${name}.width`, 'px', [Math.max(...ends.map(({ x }) => x))]);
      report(`${name}.height`, 'px', [Math.max(...ends.map(({ y }) => y))]);
    }
  }
}

/** Shapes as the canvas draws them: one input; one output, or the two of a branch. */
function shapesOf(graph: GraphDocument): ShapeOf {
  const types = new Map(graph.nodes.map(({ id, type }) => [id, type]));
  const one = (id: string): NodeShape['in'] => [{ id, y: 25 }];
  return (nodeId) => ({
    size: { width: 208, height: 104 },
    in: types.get(nodeId) === 'trigger.manual' ? [] : one('in'),
    out:
      types.get(nodeId) === 'flow.branch'
        ? [
            { id: 'true', y: 25 },
            { id: 'false', y: 49 },
          ]
        : one('out'),
  });
}

function drawn(graph: GraphDocument, shapes: ShapeOf, { places, routes }: Layout): DrawnEdge[] {
  return graph.edges.map(({ id, source, target }) => {
    const [from, to] = [places.get(source.node), places.get(target.node)];
    const out = shapes(source.node).out.find((port) => port.id === source.port);
    const into = shapes(target.node).in.find((port) => port.id === target.port);
    if (!from || !to || !out || !into) throw new Error(`${id} has no ends`);
    const start = { x: from.x + shapes(source.node).size.width, y: from.y + out.y };
    return {
      source: source.node,
      target: target.node,
      corners: cornersOf(start, { x: to.x, y: to.y + into.y }, routes.get(id) ?? []),
    };
  });
}
