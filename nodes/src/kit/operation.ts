import { type Condition, isJsonObject, type JsonObject, json } from '@muster/schema';
import { z } from 'zod';

const jsonObject = z.custom<JsonObject>(isJsonObject, 'must be an object');
const limit = z.number().optional();

/** An upper bound on what an agent or a squad may use. Over it, work leaves by port `over-budget`. */
const budget = z.object({
  tokens: limit,
  usd: limit,
  /** Messages sent along a squad's edges: delegations, questions, reviews. Answers and what is refused do not count. */
  messages: limit,
  seconds: limit,
});
export type Budget = z.infer<typeof budget>;

/** An agent as configured. `instructions` may hold references; it is resolved when the agent starts. */
const agentSpec = z.object({
  role: z.string(),
  /** How it is called; the role's title when absent. */
  name: z.string().optional(),
  instructions: json,
  /** Empty or absent: the default of the role's tier. */
  model: z.string().optional(),
  /** Absent: the role's default tools. */
  tools: z.array(z.string()).optional(),
  outputSchema: jsonObject.optional(),
  maxTurns: z.number(),
  budget: budget.optional(),
});
export type AgentSpec = z.infer<typeof agentSpec>;

/**
 * What a control node becomes in the plan (`lower()`); nodes with `run` become `{ kind: "run" }`. Values may
 * hold references, templates and expressions and are resolved when the node starts.
 */
export const operation = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('run') }),
  z.object({ kind: z.literal('trigger'), inputSchema: jsonObject.nullable() }),
  /** Passes `$input` on: joins. */
  z.object({ kind: z.literal('pass') }),
  /** Emits `$input` on the port of the first case whose condition holds, else on `otherwise`. */
  z.object({
    kind: z.literal('choose'),
    cases: z.array(z.object({ port: z.string(), when: json as z.ZodType<Condition> })),
    otherwise: z.string(),
  }),
  z.object({ kind: z.literal('stop'), outcome: z.enum(['succeed', 'fail']), value: json }),
  z.object({ kind: z.literal('agent'), agent: agentSpec }),
  z.object({ kind: z.literal('squad'), workflowId: z.string(), task: json, budget: budget.optional() }),
  z.object({ kind: z.literal('member'), agent: agentSpec, lead: z.boolean() }),
]);
export type Operation = z.infer<typeof operation>;
