import { CALLS_PER_TURN } from '@muster/nodes';

export { defaultSquadBudget } from '@muster/nodes';

/** Bounds that hold whatever a graph says (L1, L2, L3). */
export const agentLimits = {
  callsPerTurn: CALLS_PER_TURN,
  /** The same call with the same arguments is carried out this often, then refused. */
  sameCall: 2,
  /** Times a model is asked to mend an answer that is malformed or empty. */
  repairs: 2,
  /** Delegations below the lead. */
  depth: 5,
  /** Seconds one tool may take. */
  toolSeconds: 60,
  /** Characters of one tool result that reach the model. */
  toolResult: 60_000,
} as const;
