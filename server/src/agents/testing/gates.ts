/** Barriers and holds: requests that wait for others, or for a word. */
export function createGates() {
  const released = new Set<string>();
  const waiting = new Map<string, (() => void)[]>();
  const arrived = new Map<string, number>();

  const open = (name: string) => {
    released.add(name);
    for (const go of waiting.get(name) ?? []) go();
    waiting.delete(name);
  };
  const wait = (name: string): Promise<void> =>
    released.has(name)
      ? Promise.resolve()
      : new Promise((resolve) => {
          waiting.set(name, [...(waiting.get(name) ?? []), resolve]);
        });
  return {
    /** Waits until `release(name)`. */
    hold: (name: string): Promise<void> => wait(`hold ${name}`),
    release: (name: string): void => open(`hold ${name}`),
    /** Waits until `parties` have come to the barrier of this name. */
    async barrier(name: string, parties: number): Promise<void> {
      const present = (arrived.get(name) ?? 0) + 1;
      arrived.set(name, present);
      if (present >= parties) open(`barrier ${name}`);
      await wait(`barrier ${name}`);
    },
    releaseAll(): void {
      for (const name of [...waiting.keys()]) open(name);
    },
    reset(): void {
      for (const name of [...waiting.keys()]) open(name);
      released.clear();
      arrived.clear();
    },
  };
}
