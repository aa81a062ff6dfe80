import { createRequire } from 'node:module';
import { portsOf } from '../graph/catalogue';
import { type EditorDocument, nodesById } from '../graph/document';
import { testCatalogue } from '../graph/testing';
import type { ShapeOf } from './layout';
import { createLayoutEngine, type LayoutEngine } from './layout-engine';

const { Worker: InProcessWorker } = createRequire(import.meta.url)('elkjs/lib/elk-worker.min.js') as {
  Worker: new () => Worker;
};

/** The layout engine with ELK in this process, since the worker file is written for browsers. */
export const inProcessLayout = (): LayoutEngine =>
  createLayoutEngine(() => Object.assign(new InProcessWorker(), { terminate: () => undefined }));

/** Shapes as the canvas has them, for nodes of the test catalogue. */
export const testShapes =
  (document: EditorDocument): ShapeOf =>
  (id) => {
    const node = nodesById(document).get(id);
    const ports = node ? portsOf(node, testCatalogue) : { in: [], out: [] };
    const place = (port: { id: string }, index: number) => ({ id: port.id, y: 24 + 24 * index });
    return { size: { width: 208, height: 104 }, in: ports.in.map(place), out: ports.out.map(place) };
  };
