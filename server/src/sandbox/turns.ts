import { createDecayingUse, type DecayingUse } from '../fair-queue/decaying-use';
import { FairQueue } from '../fair-queue/fair-queue';

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

/**
 * Decides whose waiting work is begun next: workspaces take turns.
 *
 * A workspace never holds all children (unless there is only one). Workspaces that used more child time than their
 * budget are heavy: all of them together leave two children free, as far as there are more than two.
 */
export class Turns<T> extends FairQueue<T> {
  readonly #use: DecayingUse;

  constructor({ processes, budgetMs = 20_000, halfLifeMs = 15_000, now = () => performance.now() }: TurnOptions) {
    const use = createDecayingUse({ halfLifeMs, now, remembered: 1000, little: budgetMs / 100 });
    const isHeavy = (workspaceId: string): boolean => use.of(workspaceId) > budgetMs;
    super((workspaceId) => {
      if (this.heldBy(workspaceId) >= Math.max(1, processes - 1)) return false;
      if (!isHeavy(workspaceId)) return true;
      const heldByHeavy = [...this.holders].reduce((sum, [id, count]) => (isHeavy(id) ? sum + count : sum), 0);
      return heldByHeavy < Math.max(1, processes - 2);
    });
    this.#use = use;
  }

  /** A child is free again after `ms` of work for a workspace. */
  override release(workspaceId: string, ms = 0): void {
    super.release(workspaceId);
    this.#use.add(workspaceId, ms > longMs ? ms * longFactor : ms);
  }
}
