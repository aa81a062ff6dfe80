import ElkApi, { type ELK, type ElkNode } from 'elkjs/lib/elk-api';
import { fromElkGraph, toElkGraph } from './elk-graph';
import type { Layout, LayoutGraph, ShapeOf } from './layout';
import { mostForFinePlacement } from './layout-options';

/** Lays graphs out, away from the thread that draws. The same graph gives the same layout. */
export interface LayoutEngine {
  /** @throws `signal.reason` when aborted, `Error` when the engine failed */
  layout(graph: LayoutGraph, shapeOf: ShapeOf, signal?: AbortSignal): Promise<Layout>;
}

/** Starts a worker that runs `elkjs/lib/elk-worker.min.js`. */
export type StartWorker = () => Worker;

/** Wider than this in pixels, a small graph is broken into rows. Larger graphs are left to ELK's aspect ratio. */
const widest = 2600;

/** A worker with the means to learn that it broke, which elkjs itself does not report. */
interface Engine {
  elk: ELK;
  broken: Promise<never>;
}

/** The layout engine: ELK in a worker that is started when first needed and kept. Aborting ends the worker. */
export function createLayoutEngine(startWorker: StartWorker): LayoutEngine {
  let idle: Engine | null = null;
  const start = (): Engine => {
    const worker = startWorker();
    const broken = new Promise<never>((_, reject) => {
      worker.onerror = (event) => reject(new Error(event.message || 'The layout engine did not start.'));
    });
    broken.catch(() => undefined);
    return { elk: new ElkApi({ workerFactory: () => worker, algorithms: ['layered'] }), broken };
  };
  return {
    async layout(graph, shapeOf, signal) {
      signal?.throwIfAborted();
      if (graph.nodes.length === 0) return { places: new Map(), routes: new Map() };
      const engine = idle ?? start();
      idle = null;
      const aborted = new Promise<never>((_, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
      });
      aborted.catch(() => undefined);
      const run = (wrapped: boolean): Promise<ElkNode> =>
        Promise.race([engine.elk.layout(toElkGraph(graph, shapeOf, wrapped)), engine.broken, aborted]);
      try {
        const small = graph.nodes.length <= mostForFinePlacement;
        let answer = await run(!small);
        if (small && (answer.width ?? 0) > widest) answer = await run(true);
        if (idle) engine.elk.terminateWorker();
        else idle = engine;
        return fromElkGraph(graph, answer);
      } catch (error) {
        engine.elk.terminateWorker();
        throw error;
      }
    },
  };
}
