/**
 * The same work, done by one at a time. Who asks while it is being done shares the next round, which begins after they
 * asked; a round that fails rejects for those who share it, and keeps nobody from the next.
 */
export function oneAtATime(work: () => Promise<void>): () => Promise<void> {
  let current: Promise<void> = Promise.resolve();
  let next: Promise<void> | null = null;
  return () => {
    next ??= current.then(() => {
      next = null;
      const round = work();
      current = round.catch(() => {});
      return round;
    });
    return next;
  };
}
