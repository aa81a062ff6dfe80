/**
 * Work of several owners (workspaces) that waits for something scarce. Owners take turns: the one served longest ago is
 * next. Within one owner, first come, first served.
 */
export class FairQueue<Item> {
  readonly #mayBegin: (owner: string) => boolean;
  /** In the order of turns: whoever had one goes to the end. An owner without waiting work is not in it. */
  readonly #waiting = new Map<string, Set<Item>>();
  readonly #held = new Map<string, number>();
  #waitingTotal = 0;
  #heldTotal = 0;

  /** @param mayBegin whether the owner may have one more at work now; asked before each turn */
  constructor(mayBegin: (owner: string) => boolean) {
    this.#mayBegin = mayBegin;
  }

  add(owner: string, item: Item): void {
    const queue = this.#waiting.get(owner);
    if (queue) queue.add(item);
    else this.#waiting.set(owner, new Set([item]));
    this.#waitingTotal += 1;
  }

  /** Puts back what was taken and must be begun again, before anything else of its owner. */
  addFirst(owner: string, item: Item): void {
    this.#waiting.set(owner, new Set([item, ...(this.#waiting.get(owner) ?? [])]));
    this.#waitingTotal += 1;
  }

  /** Takes something out that need not be begun any more. */
  remove(owner: string, item: Item): void {
    const queue = this.#waiting.get(owner);
    if (!queue?.delete(item)) return;
    this.#waitingTotal -= 1;
    if (queue.size === 0) this.#waiting.delete(owner);
  }

  /** Takes out everything that waits. */
  clear(): Item[] {
    const all = [...this.#waiting.values()].flatMap((queue) => [...queue]);
    this.#waiting.clear();
    this.#waitingTotal = 0;
    return all;
  }

  /** Whether `take` would find something. */
  get hasTurn(): boolean {
    return this.#nextOwner() !== undefined;
  }

  /** Returns the next to begin; its owner has one more at work until `release`. Null when nothing may begin now. */
  take(): Item | null {
    const owner = this.#nextOwner();
    if (owner === undefined) return null;
    const queue = this.#waiting.get(owner) as Set<Item>;
    const [item] = queue as Iterable<Item> as [Item];
    queue.delete(item);
    this.#waitingTotal -= 1;
    this.#waiting.delete(owner);
    if (queue.size > 0) this.#waiting.set(owner, queue);
    this.#held.set(owner, this.heldBy(owner) + 1);
    this.#heldTotal += 1;
    return item;
  }

  /** Something of this owner has ended. */
  release(owner: string): void {
    const held = this.heldBy(owner) - 1;
    if (held > 0) this.#held.set(owner, held);
    else this.#held.delete(owner);
    this.#heldTotal -= 1;
  }

  /** How much of this owner is at work. */
  heldBy(owner: string): number {
    return this.#held.get(owner) ?? 0;
  }

  waitingFor(owner: string): number {
    return this.#waiting.get(owner)?.size ?? 0;
  }

  /** Owners with something at work, and how much. */
  get holders(): ReadonlyMap<string, number> {
    return this.#held;
  }

  get held(): number {
    return this.#heldTotal;
  }

  get waiting(): number {
    return this.#waitingTotal;
  }

  #nextOwner(): string | undefined {
    for (const owner of this.#waiting.keys()) if (this.#mayBegin(owner)) return owner;
    return undefined;
  }
}
