export { defaultSquadBudget } from '@muster/nodes';

/** Bounds that hold whatever a graph says (L1, L2, L3). */
export const agentLimits = {
  /** Calls of one turn that are carried out; the rest are answered with an error. */
  callsPerTurn: 16,
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
