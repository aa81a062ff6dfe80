import type { LayoutOptions } from 'elkjs/lib/elk-api';
import type { LayoutGraph } from './layout';

/** Width to height the layout aims for: that of the canvas on a wide screen. */
const aspectRatio = 1.6;
/** Up to this many nodes the finest options are used; their time grows too fast beyond. */
export const mostForFinePlacement = 150;
/** Above this many nodes crossings are counted in fewer passes. */
const mostForThorough = 1000;

/**
 * What ELK is asked for: layers from left to right, ports where they are, orthogonal edges, separate parts of the graph
 * packed beside each other. `wrapped` breaks long graphs into rows.
 * Every option: https://eclipse.dev/elk/reference/options.html
 */
export function layoutOptions({ kind, nodes }: LayoutGraph, wrapped: boolean): LayoutOptions {
  const fine = nodes.length <= mostForFinePlacement;
  const squad = kind === 'squad';
  return {
    'elk.algorithm': 'layered',
    'elk.direction': 'RIGHT',
    'elk.edgeRouting': 'ORTHOGONAL',
    'elk.aspectRatio': String(aspectRatio),
    'elk.spacing.componentComponent': '60',
    'elk.spacing.nodeNode': '40',
    'elk.spacing.edgeNode': '20',
    'elk.spacing.edgeEdge': '12',
    // Between members of a squad the edges carry words.
    'elk.layered.spacing.nodeNodeBetweenLayers': squad ? '120' : '72',
    'elk.layered.spacing.edgeNodeBetweenLayers': '24',
    'elk.layered.spacing.edgeEdgeBetweenLayers': '12',
    'elk.layered.wrapping.strategy': wrapped ? 'MULTI_EDGE' : 'OFF',
    // The order of nodes and edges in the document decides where nothing else does.
    'elk.layered.considerModelOrder.strategy': fine ? 'NODES_AND_EDGES' : 'NONE',
    'elk.layered.nodePlacement.strategy': fine ? 'NETWORK_SIMPLEX' : 'BRANDES_KOEPF',
    'elk.layered.nodePlacement.bk.fixedAlignment': 'BALANCED',
    'elk.layered.thoroughness': nodes.length <= mostForThorough ? '7' : '2',
    'elk.layered.feedbackEdges': 'true',
    'elk.randomSeed': '1',
  };
}
