import { isJsonObject, type JsonObject, json } from '@muster/schema';
import { z } from 'zod';

/** An object of JSON, taken as it is. */
export const jsonObject = z.custom<JsonObject>(isJsonObject, 'must be an object');

/** An upper bound on what an agent or a squad may use. Over it, the node emits on port `over-budget`. */
export const budgetLimits = z.object({
  tokens: z.number().optional(),
  usd: z.number().optional(),
  /** Messages sent along a squad's edges: delegations, questions, reviews. Answers and refused messages do not count. */
  messages: z.number().optional(),
  seconds: z.number().optional(),
});
export type Budget = z.output<typeof budgetLimits>;

/** An agent as configured. `instructions` may hold references; they are resolved when the agent starts. */
export const agentSpec = z.object({
  role: z.string(),
  /** Display name; the role's title when absent. */
  name: z.string().optional(),
  instructions: json,
  /** Empty or absent: the default of the role's tier. */
  model: z.string().optional(),
  /** Absent: the role's default tools. */
  tools: z.array(z.string()).optional(),
  outputSchema: jsonObject.optional(),
  maxTurns: z.number(),
  budget: budgetLimits.optional(),
});
export type AgentSpec = z.output<typeof agentSpec>;
