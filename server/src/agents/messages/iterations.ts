/** Iteration of whoever answers the caller's `n`-th edge call: `<caller's iteration>/<caller>:<n>`. */
export function calleeIteration(caller: { nodeId: string; iteration: string }, n: number): string {
  return `${caller.iteration === '' ? '' : `${caller.iteration}/`}${caller.nodeId}:${n}`;
}

/** Delegations between the lead (iteration `base`) and this iteration. */
export function depthOf(base: string, iteration: string): number {
  const below = base === '' ? iteration : iteration.slice(base.length + 1);
  return below === '' ? 0 : below.split('/').length;
}
