import type { Point, Size } from '../../core/graph/document';
import type { FlowNode } from '../model/flow-types';

/** Where things are while they are dragged, and how large while they are resized; by id. */
export type Moves = ReadonlyMap<string, Point & Partial<Size>>;

export const noMoves: Moves = new Map();

/** Returns the list with every moved node as a new object at its place. All that happens in a frame of a drag. */
export function movedNodes(nodes: FlowNode[], moves: Moves): FlowNode[] {
  if (moves.size === 0) return nodes;
  const list = [...nodes];
  let left = moves.size;
  for (let index = list.length - 1; index >= 0 && left > 0; index -= 1) {
    const node = list[index];
    const move = node && moves.get(node.id);
    if (!node || !move) continue;
    left -= 1;
    const { x, y, width = node.width ?? 0, height = node.height ?? 0 } = move;
    list[index] = { ...node, position: { x, y }, width, height, measured: { width, height } } as FlowNode;
  }
  return list;
}
