import { fileURLToPath } from 'node:url';
import type { GraphDocument } from '@muster/schema';
import { build } from 'esbuild';

/** Width and height of the canvas, in pixels. */
interface Room {
  width: number;
  height: number;
}

/** A page as HTML that shows a graph with React Flow alone: what the editor's canvas is compared with. */
export async function barePage(graph: GraphDocument, room: Room): Promise<string> {
  const bundle = await build({
    entryPoints: [fileURLToPath(new URL('main.tsx', import.meta.url))],
    bundle: true,
    write: false,
    minify: true,
    jsx: 'automatic',
    outdir: 'bare',
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  const text = (end: string) => bundle.outputFiles.find(({ path }) => path.endsWith(end))?.text ?? '';
  const nodes = graph.nodes.map(({ id, name }) => ({
    id,
    position: graph.view?.nodes[id] ?? { x: 0, y: 0 },
    data: { label: name },
    sourcePosition: 'right',
    targetPosition: 'left',
  }));
  const edges = graph.edges.map(({ id, source, target }) => ({ id, source: source.node, target: target.node }));
  return `<!doctype html><html lang="en"><title>Bare</title><style>${text('.css')} body { margin: 0 }</style>
<div id="root" style="width:${room.width}px;height:${room.height}px"></div>
<script>window.bareGraph = ${JSON.stringify({ nodes, edges })}</script>
<script>${text('.js').replaceAll('</script', '<\\/script')}</script></html>`;
}
