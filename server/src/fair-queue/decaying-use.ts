interface DecayingUseOptions {
  /** What was used counts half after each half-life, in milliseconds. */
  halfLifeMs: number;
  /** Milliseconds of a clock that only goes on. */
  now: () => number;
  /** Owners that are remembered; beyond that those that used less than `little` are forgotten. */
  remembered: number;
  little: number;
}

/** How much each owner used lately, in any unit. */
export interface DecayingUse {
  add(owner: string, amount: number): void;
  of(owner: string): number;
}

export function createDecayingUse({ halfLifeMs, now, remembered, little }: DecayingUseOptions): DecayingUse {
  const used = new Map<string, { amount: number; at: number }>();

  function of(owner: string): number {
    const use = used.get(owner);
    return use ? use.amount * 0.5 ** ((now() - use.at) / halfLifeMs) : 0;
  }

  return {
    of,
    add(owner, amount) {
      used.set(owner, { amount: of(owner) + amount, at: now() });
      if (used.size > remembered) for (const each of used.keys()) if (of(each) < little) used.delete(each);
    },
  };
}
