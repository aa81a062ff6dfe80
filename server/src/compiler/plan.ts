import type { Operation } from '@muster/nodes';
import type { EffectKind, Json, JsonObject, RetryPolicy, WorkflowKind } from '@muster/schema';

/** How a node behaves, with every default filled in. */
export interface PlanPolicy {
  join: 'all' | 'any';
  retry: RetryPolicy;
  timeoutSeconds: number | null;
  onError: 'fail' | 'port' | 'continue';
  mock: { port: string; output: Json } | null;
  disabled: boolean;
}

/** True when a node does nothing but emit what its policy says. */
export const isBypassed = ({ policy }: { policy: PlanPolicy }): boolean => policy.disabled || policy.mock !== null;

export interface PlanEdge {
  id: string;
  source: { node: string; port: string };
  target: { node: string; port: string };
}

export interface PlanNode {
  id: string;
  type: string;
  typeVersion: number;
  /** For display in the run view only. */
  name: string;
  operation: Operation;
  /** The parsed config; dynamic values unresolved. What `run` receives after resolution. */
  config: JsonObject;
  effects: EffectKind;
  policy: PlanPolicy;
  /** Ids of edges that end and start here. */
  incoming: string[];
  outgoing: string[];
}

/** One durable step: one node, or a chain of pure nodes that run together (each still has its own row and events). */
export interface PlanStep {
  /** `node:<id of the first node>`. Never changes with names or positions. */
  id: string;
  nodeIds: string[];
}

/** What a run executes. Plain JSON, stored with the version; a newer compiler never changes it. */
export interface ExecutionPlan {
  planVersion: 1;
  kind: WorkflowKind;
  /** Sources before targets, ties by id. Squads: by id. */
  nodes: PlanNode[];
  edges: PlanEdge[];
  /** Empty for squads. */
  steps: PlanStep[];
  /** Squads: the member that receives the task. */
  leadId: string | null;
  /** Workflow ids of squads this plan hands tasks to; the run pins a version of each when it starts. */
  squadWorkflowIds: string[];
}

/**
 * One function of an engine, as plain data. Ids are relative to the version: `main`, `agent.<node>`,
 * `member.<node>`; at run time the engine's id is `<version id>.<id>`.
 */
export interface FunctionSpec {
  id: string;
  kind: 'pipeline' | 'squad' | 'agent' | 'member';
  /** The node this function runs; null for `main`. */
  nodeId: string | null;
  triggers: { event: string }[];
  /** Attempts the engine makes for faults of the surroundings; a node's own retries are the node runner's. */
  retries: number;
  concurrency: { limit: number; key: string } | null;
  /** Event that ends the function, matched on `data.runId`. */
  cancelOn: { event: string; match: string };
  planHash: string;
}
