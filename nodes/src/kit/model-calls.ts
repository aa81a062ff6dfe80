import { findRole, type ModelTier } from '@muster/schema';
import type { Budget } from '../operations/agent-spec';

/** What one execution of a node may ask of models at worst. `tokens` is for all calls together. */
export interface ModelCallBound {
  model: string | undefined;
  tier: ModelTier;
  calls: number;
  tokens: number;
}

/** Prompt and answer of one turn, generously: a turn re-reads the conversation so far. */
export const TOKENS_PER_TURN = 6_000;

/** The bound of an agent: a call each turn, and no more tokens than its budget. */
export function agentCalls(agent: {
  role: string;
  model?: string | undefined;
  maxTurns: number;
  budget?: Budget | undefined;
}): ModelCallBound {
  const tokens = agent.maxTurns * TOKENS_PER_TURN;
  return {
    model: agent.model || undefined,
    tier: findRole(agent.role)?.tier ?? 'standard',
    calls: agent.maxTurns,
    tokens: Math.min(tokens, agent.budget?.tokens ?? tokens),
  };
}

/** Calls of tools and along edges that are carried out of one turn; the rest are answered with an error. */
export const CALLS_PER_TURN = 16;

/** What a squad may use when its task sets nothing else. Every message makes one member work once. */
export const defaultSquadBudget = { messages: 200, seconds: 3_600 } as const satisfies Budget;
