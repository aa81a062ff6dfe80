import { operation } from '@muster/nodes';
import { effectKinds, isJsonObject, type JsonObject, json, retryPolicy, workflowKinds } from '@muster/schema';
import { z } from 'zod';

/** The form of plans this server writes. A new one needs a migration in `plan/read-plan.ts`. */
export const CURRENT_PLAN_VERSION = 1;

/** How a node behaves, with every default filled in. */
const planPolicy = z.object({
  join: z.enum(['all', 'any']),
  // Not strict as in a drawn graph: what a newer Muster adds is ignored.
  retry: z.object(retryPolicy.shape),
  timeoutSeconds: z.number().nullable(),
  onError: z.enum(['fail', 'port', 'continue']),
  mock: z.object({ port: z.string(), output: json }).nullable(),
  disabled: z.boolean(),
});
export type PlanPolicy = z.infer<typeof planPolicy>;

/** True when a node does nothing but emit what its policy says. */
export const isBypassed = ({ policy }: { policy: PlanPolicy }): boolean => policy.disabled || policy.mock !== null;

const endpoint = z.object({ node: z.string(), port: z.string() });
const planEdge = z.object({ id: z.string(), source: endpoint, target: endpoint });
export type PlanEdge = z.infer<typeof planEdge>;

const planNode = z.object({
  id: z.string(),
  type: z.string(),
  /** The version of the node type that runs, whatever newer ones there are. */
  typeVersion: z.int().positive(),
  /** For display in the run view only. */
  name: z.string(),
  /** The container whose scope it runs in; absent: the graph itself. */
  parentId: z.string().optional(),
  operation,
  /** The parsed config; dynamic values unresolved. Parsed again by the node's schema once they are resolved. */
  config: z.custom<JsonObject>(isJsonObject, 'must be an object'),
  effects: z.enum(effectKinds),
  policy: planPolicy,
  /** Ids of edges that end and start here. */
  incoming: z.array(z.string()),
  outgoing: z.array(z.string()),
});
export type PlanNode = z.infer<typeof planNode>;

/** One durable step: one node, or a chain of pure nodes that run together (each still has its own row and events). */
const planStep = z.object({
  /** `node:<id of the first node>`. Never changes with names or positions. */
  id: z.string(),
  nodeIds: z.array(z.string()).min(1),
});
export type PlanStep = z.infer<typeof planStep>;

/** What a run executes. Plain JSON, stored with the version; a newer compiler never changes it. */
export const executionPlan = z.object({
  planVersion: z.literal(CURRENT_PLAN_VERSION),
  kind: z.enum(workflowKinds),
  /** Sources before targets, ties by id. Squads: by id. */
  nodes: z.array(planNode),
  edges: z.array(planEdge),
  /** Empty for squads. */
  steps: z.array(planStep),
  /** Squads: the member that receives the task. */
  leadId: z.string().nullable(),
  /** Workflow ids of squads this plan hands tasks to; the run pins a version of each when it starts. */
  squadWorkflowIds: z.array(z.string()),
});
export type ExecutionPlan = z.infer<typeof executionPlan>;

/** Events that start and end functions, the same on every engine. */
export const functionEvents = {
  /** A run was accepted: what `Engine.start` sends to one function. */
  runRequested: 'muster/run.requested',
  /** A run was cancelled: what `Engine.cancel` sends to all functions. */
  runCancelled: 'muster/run.cancelled',
} as const;

/** When a call of a function is cancelled: at this event, if its `data.runId` is the value at the path `match` of the call. */
export const cancelRule = z.object({ event: z.string(), match: z.string() });
export type CancelRule = z.infer<typeof cancelRule>;

/** A function ends with the run that its data names. */
export const cancelWithRun: CancelRule = { event: functionEvents.runCancelled, match: 'data.runId' };

/**
 * One function of an engine, as plain data: everything an engine is configured from. Ids are relative to the version:
 * `main`, `agent.<node>`, `member.<node>`; at run time the engine's id is `<version id>.<id>`.
 */
export const functionSpec = z.object({
  id: z.string(),
  kind: z.enum(['pipeline', 'squad', 'agent', 'member']),
  /** The node this function runs; null for `main`. */
  nodeId: z.string().nullable(),
  /** Events that start the function. Without any it can only be invoked by other functions. */
  triggers: z.array(z.object({ event: z.string() })),
  /** Attempts the engine makes for faults of the surroundings; a node's own retries are the node runner's. */
  retries: z.int().min(0),
  cancelOn: cancelRule,
});
export type FunctionSpec = z.infer<typeof functionSpec>;
