import { createLayoutEngine, type LayoutEngine } from '../../core/layout/layout-engine';

/** The layout engine of the page, in a Web Worker. */
export const browserLayout: LayoutEngine = createLayoutEngine(
  () => new Worker(new URL('elkjs/lib/elk-worker.min.js', import.meta.url)),
);
