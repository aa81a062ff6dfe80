import type { LayoutOptions } from 'elkjs/lib/elk-api';
import type { LayoutGraph } from './layout';

/** Width to height the layout aims for: that of the canvas on a wide screen. */
const aspectRatio = 1.6;
/** Up to this many nodes the finest options are used; their time grows too fast beyond. */
export const mostForFinePlacement = 150;
/** Up to this many nodes a compact placement is used; beyond, one that takes more room and less time. */
const mostForCompact = 1000;

/**
 * What ELK is asked for: layers from left to right, ports where they are, orthogonal edges, separate parts of the graph
 * packed beside each other. `wrapped` breaks long graphs into rows.
 * Every option: https://eclipse.dev/elk/reference/options.html
 */
export function layoutOptions({ kind, nodes }: LayoutGraph, wrapped: boolean): LayoutOptions {
  const fine = nodes.length <= mostForFinePlacement;
  const compact = nodes.length <= mostForCompact;
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
    'elk.layered.spacing.nodeNodeBetweenLayers': squad ? '168' : '72',
    'elk.layered.spacing.edgeNodeBetweenLayers': '24',
    'elk.layered.spacing.edgeEdgeBetweenLayers': '12',
    'elk.layered.wrapping.strategy': wrapped ? 'MULTI_EDGE' : 'OFF',
    // The order of nodes and edges in the document decides where nothing else does.
    'elk.layered.considerModelOrder.strategy': fine ? 'NODES_AND_EDGES' : 'NONE',
    // Its results are taller than ELK expects when it chooses where to break rows.
    'elk.layered.wrapping.correctionFactor': compact ? '1' : '2.2',
    'elk.layered.nodePlacement.strategy': fine ? 'NETWORK_SIMPLEX' : compact ? 'LINEAR_SEGMENTS' : 'BRANDES_KOEPF',
    'elk.layered.nodePlacement.bk.fixedAlignment': 'BALANCED',
    'elk.layered.thoroughness': compact ? '30' : '7',
    // 0: neighbours are switched in graphs of every size, not only in small ones.
    'elk.layered.crossingMinimization.greedySwitch.activationThreshold': '0',
    'elk.layered.feedbackEdges': 'true',
    'elk.randomSeed': '1',
  };
}
