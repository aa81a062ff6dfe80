import type { ResolvedPorts, WorkflowKind } from '@muster/schema';
import type { Size } from '../../core/graph/document';
import { nodeWidth } from '../../core/graph/snap';

/**
 * Sizes of what stands on the canvas, in pixels. They follow from the graph alone, so nothing has to be measured:
 * edges are right in the first frame, and nodes out of sight need not be drawn.
 */
export const portSize = 12;
export const portStep = 24;
/** Width of a card's border. */
export const border = 1;
export const firstPort = 24;
const footer = 25;
const cardBody = 79;
const memberBody = 63;

/** How a node of the graph is drawn. */
export type CardKind = 'card' | 'member' | 'squad';
/** In a squad every node is one of its members. */
export const cardKindOf = (kind: WorkflowKind): CardKind => (kind === 'squad' ? 'member' : 'card');

/** Size of a node's card. Grows with its ways out. */
export function cardSize(kind: CardKind, ports: ResolvedPorts): Size {
  const body = kind === 'member' ? memberBody : cardBody;
  const most = Math.max(ports.in.length, ports.out.length);
  const needed = firstPort + Math.max(0, most - 1) * stepOf(kind) + 18;
  return { width: nodeWidth, height: Math.max(body, needed) + footer };
}

const stepOf = (kind: CardKind): number => (kind === 'member' ? 16 : portStep);

/** Distance of a port's middle from the top of its node. */
export const portY = (kind: CardKind, index: number): number =>
  (kind === 'member' ? 16 : firstPort) + index * stepOf(kind);

export const squadHeader = 44;
export const squadPadding = 24;
