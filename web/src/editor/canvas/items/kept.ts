/** Returns `before` when `next` holds the same objects in the same order, so that who compares lists sees no change. */
export function keptList<Item>(before: Item[], next: Item[]): Item[] {
  return before.length === next.length && next.every((item, index) => item === before[index]) ? before : next;
}

/** The list by id; computed once per list. */
export function byId<Item extends { id: string }>(list: readonly Item[]): ReadonlyMap<string, Item> {
  let index = indexes.get(list);
  if (!index) {
    index = new Map(list.map((item) => [item.id, item]));
    indexes.set(list, index);
  }
  return index as ReadonlyMap<string, Item>;
}

const indexes = new WeakMap<readonly object[], ReadonlyMap<string, unknown>>();
