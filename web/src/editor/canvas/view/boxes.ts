import type { GraphDocument } from '@muster/schema';
import { type Catalogue, portsOf } from '../../core/graph/catalogue';
import type { FlowNode } from '../model/flow-types';
import type { Box } from './opening-view';

/** Where everything on the canvas stands, members inside their squads included; notes only when there is nothing else. */
export function boxesOf(items: readonly FlowNode[]): Box[] {
  const places = new Map(items.map((item) => [item.id, item.position]));
  const boxes = items.map((item) => {
    const parent = item.parentId === undefined ? undefined : places.get(item.parentId);
    return {
      id: item.id,
      note: item.type === 'note',
      x: item.position.x + (parent?.x ?? 0),
      y: item.position.y + (parent?.y ?? 0),
      width: item.width ?? 0,
      height: item.height ?? 0,
    };
  });
  const cards = boxes.filter((box) => !box.note);
  return cards.length > 0 ? cards : boxes;
}

/** Where a reader of the graph begins: its trigger, which nothing leads to, or the lead of a squad. */
export function startOf({ nodes }: Pick<GraphDocument, 'nodes'>, catalogue: Catalogue): string | null {
  const start =
    nodes.find((node) => catalogue.typeOf(node) && portsOf(node, catalogue).in.length === 0) ??
    nodes.find((node) => node.config.lead === true);
  return start?.id ?? null;
}
