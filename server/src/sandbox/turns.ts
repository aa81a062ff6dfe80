export interface TurnOptions {
  /** How many children there are. */
  processes: number;
  /** Child time in ms a workspace may use before it counts as heavy; what it used halves every `halfLifeMs`. 20 and 15 s. */
  budgetMs?: number;
  halfLifeMs?: number;
  /** Milliseconds of a clock that only goes on. */
  now?: () => number;
}

/** A task this long counts several times: others may have to wait for its end. */
const longMs = 500;
const longFactor = 4;

interface Use {
  ms: number;
  at: number;
}

/**
 * Decides whose waiting work is begun next: workspaces take turns, within one workspace first come, first served.
 *
 * A workspace never holds all children (unless there is only one). Workspaces that used more child time than their
 * budget are heavy: all of them together leave two children free, as far as there are more than two.
 */
export class Turns<T> {
  readonly #processes: number;
  readonly #budgetMs: number;
  readonly #halfLifeMs: number;
  readonly #now: () => number;
  /** In the order of turns: whoever had one goes to the end. */
  readonly #waiting = new Map<string, Set<T>>();
  readonly #held = new Map<string, number>();
  readonly #used = new Map<string, Use>();

  constructor({ processes, budgetMs = 20_000, halfLifeMs = 15_000, now = () => performance.now() }: TurnOptions) {
    this.#processes = processes;
    this.#budgetMs = budgetMs;
    this.#halfLifeMs = halfLifeMs;
    this.#now = now;
  }

  add(workspaceId: string, item: T): void {
    const queue = this.#waiting.get(workspaceId);
    if (queue) queue.add(item);
    else this.#waiting.set(workspaceId, new Set([item]));
  }

  /** Puts back what was taken and must be begun again, before anything else of its workspace. */
  addFirst(workspaceId: string, item: T): void {
    this.#waiting.set(workspaceId, new Set([item, ...(this.#waiting.get(workspaceId) ?? [])]));
  }

  /** Takes something out that need not be begun any more. */
  remove(workspaceId: string, item: T): void {
    const queue = this.#waiting.get(workspaceId);
    queue?.delete(item);
    if (queue?.size === 0) this.#waiting.delete(workspaceId);
  }

  /** Takes out everything. */
  clear(): T[] {
    const all = [...this.#waiting.values()].flatMap((queue) => [...queue]);
    this.#waiting.clear();
    return all;
  }

  /** Whether `take` would find something. */
  get hasTurn(): boolean {
    return this.#nextWorkspace() !== undefined;
  }

  /** The next to begin; its workspace holds one child more until `release`. Null when nothing may begin now. */
  take(): T | null {
    const workspaceId = this.#nextWorkspace();
    if (workspaceId === undefined) return null;
    const queue = this.#waiting.get(workspaceId) as Set<T>;
    const [item] = queue as Iterable<T> as [T];
    queue.delete(item);
    this.#waiting.delete(workspaceId);
    if (queue.size > 0) this.#waiting.set(workspaceId, queue);
    this.#held.set(workspaceId, (this.#held.get(workspaceId) ?? 0) + 1);
    return item;
  }

  /** A child is free again after `ms` of work for a workspace. */
  release(workspaceId: string, ms: number): void {
    const held = (this.#held.get(workspaceId) ?? 0) - 1;
    if (held > 0) this.#held.set(workspaceId, held);
    else this.#held.delete(workspaceId);
    const counted = ms > longMs ? ms * longFactor : ms;
    this.#used.set(workspaceId, { ms: this.#usedBy(workspaceId) + counted, at: this.#now() });
    if (this.#used.size > 1000) this.#forgetLittleUse();
  }

  #nextWorkspace(): string | undefined {
    for (const workspaceId of this.#waiting.keys()) if (this.#mayBegin(workspaceId)) return workspaceId;
    return undefined;
  }

  #mayBegin(workspaceId: string): boolean {
    const held = this.#held.get(workspaceId) ?? 0;
    if (held >= Math.max(1, this.#processes - 1)) return false;
    if (!this.#isHeavy(workspaceId)) return true;
    const heldByHeavy = [...this.#held].reduce((sum, [id, count]) => (this.#isHeavy(id) ? sum + count : sum), 0);
    return heldByHeavy < Math.max(1, this.#processes - 2);
  }

  #isHeavy(workspaceId: string): boolean {
    return this.#usedBy(workspaceId) > this.#budgetMs;
  }

  #usedBy(workspaceId: string): number {
    const use = this.#used.get(workspaceId);
    return use ? use.ms * 0.5 ** ((this.#now() - use.at) / this.#halfLifeMs) : 0;
  }

  #forgetLittleUse(): void {
    for (const workspaceId of this.#used.keys()) {
      if (this.#usedBy(workspaceId) < this.#budgetMs / 100) this.#used.delete(workspaceId);
    }
  }
}
