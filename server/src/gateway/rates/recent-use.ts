import { createDecayingUse } from '../../fair-queue/decaying-use';

interface RecentUseOptions {
  halfLifeMs: number;
  /** Milliseconds of a clock that only goes on. */
  now: () => number;
}

/** How much callers used lately: what they used counts half after each half-life. */
export interface RecentUse {
  /** The caller asks for something now. */
  seen(caller: string): void;
  add(caller: string, amount: number): void;
  of(caller: string): number;
  /** Whether anybody else asked for something in the last second. */
  othersThan(caller: string): boolean;
}

const RECENTLY_MS = 1000;
/** Callers that are remembered; beyond that those that used little are forgotten. */
const REMEMBERED = 10_000;

export function createRecentUse({ halfLifeMs, now }: RecentUseOptions): RecentUse {
  const used = createDecayingUse({ halfLifeMs, now, remembered: REMEMBERED, little: 1 });
  /** The last two different callers; the latest is first. */
  let latest: { caller: string; at: number }[] = [];

  return {
    seen(caller) {
      const other = latest.find((each) => each.caller !== caller);
      latest = [{ caller, at: now() }, ...(other ? [other] : [])];
    },
    add: used.add,
    of: used.of,
    othersThan: (caller) => latest.some((each) => each.caller !== caller && now() - each.at < RECENTLY_MS),
  };
}
