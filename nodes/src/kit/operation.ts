import type { Condition, Json, JsonObject } from '@muster/schema';

/** An upper bound on what an agent or a squad may use. Over it, work leaves by port `over-budget`. */
export interface Budget {
  tokens?: number | undefined;
  usd?: number | undefined;
  /** Messages sent along a squad's edges: delegations, questions, reviews. Answers and what is refused do not count. */
  messages?: number | undefined;
  seconds?: number | undefined;
}

/** An agent as configured. `instructions` may hold references; it is resolved when the agent starts. */
export interface AgentSpec {
  role: string;
  /** How it is called; the role's title when absent. */
  name?: string | undefined;
  instructions: Json;
  /** Empty or absent: the default of the role's tier. */
  model?: string | undefined;
  /** Absent: the role's default tools. */
  tools?: string[] | undefined;
  outputSchema?: JsonObject | undefined;
  maxTurns: number;
  budget?: Budget | undefined;
}

/**
 * What a control node becomes in the plan (`lower()`); nodes with `run` become `{ kind: "run" }`. Values may
 * hold references, templates and expressions and are resolved when the node starts.
 */
export type Operation =
  | { kind: 'run' }
  | { kind: 'trigger'; inputSchema: JsonObject | null }
  /** Passes `$input` on: joins. */
  | { kind: 'pass' }
  /** Emits `$input` on the port of the first case whose condition holds, else on `otherwise`. */
  | { kind: 'choose'; cases: { port: string; when: Condition }[]; otherwise: string }
  | { kind: 'stop'; outcome: 'succeed' | 'fail'; value: Json }
  | { kind: 'agent'; agent: AgentSpec }
  | { kind: 'squad'; workflowId: string; task: Json; budget?: Budget | undefined }
  | { kind: 'member'; agent: AgentSpec; lead: boolean };
