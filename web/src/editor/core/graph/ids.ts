import type { EditorDocument } from './document';
import { referencedIds } from './references';

const tailOf = (type: string): string => (type.split('.').at(-1) ?? type).replace(/[^A-Za-z0-9_]/g, '') || 'node';

/**
 * A new node id such as `branch2`, made from the type and a number. Ids that are still referenced count as taken, so a
 * new node never answers to a reference that meant a deleted one. `reserved` are ids given out in the same change.
 */
export function freshNodeId(document: EditorDocument, type: string, reserved: ReadonlySet<string> = new Set()): string {
  const stem = tailOf(type).slice(0, 48);
  const taken = new Set([...document.nodes.map((node) => node.id), ...reserved]);
  for (const node of document.nodes) for (const id of referencedIds(node.config)) taken.add(id);
  let number = 1;
  while (taken.has(`${stem}${number}`)) number++;
  return `${stem}${number}`;
}

/** A new id `<prefix><number>` among those taken. */
export function freshId(prefix: string, taken: Iterable<string>): string {
  const used = new Set(taken);
  let number = used.size + 1;
  while (used.has(`${prefix}${number}`)) number++;
  return `${prefix}${number}`;
}
