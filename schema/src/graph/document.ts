import { z } from 'zod';
import { json } from '../json';

export const CURRENT_SCHEMA_VERSION = 1;

export const workflowKinds = ['pipeline', 'squad'] as const;
export type WorkflowKind = (typeof workflowKinds)[number];

export const nodeIdPattern = /^[A-Za-z0-9_-]{1,64}$/;
export const edgeIdPattern = /^[A-Za-z0-9_.:-]{1,128}$/;

/** No defaults here: what is absent in a document stays absent, and the plan fills it in. */
export const retryPolicy = z.strictObject({
  maxAttempts: z.int().min(1).max(20),
  backoff: z.enum(['fixed', 'exponential']),
  initialSeconds: z.number().min(0).max(3600),
  maxSeconds: z.number().min(0).max(86_400),
});
export type RetryPolicy = z.infer<typeof retryPolicy>;

/** How a node behaves apart from what it does. Every part is optional. */
export const nodePolicy = z.strictObject({
  join: z.enum(['all', 'any']).optional(),
  retry: retryPolicy.partial().optional(),
  timeoutSeconds: z.number().positive().max(7200).optional(),
  onError: z.enum(['fail', 'port', 'continue']).optional(),
  /** Instead of doing its work the node emits this output on this port. */
  mock: z.strictObject({ port: z.string(), output: json }).optional(),
  /** The node does nothing and hands its `$input` on by `out`, or by its first way out where it has no `out`. */
  disabled: z.boolean().optional(),
});
export type NodePolicy = z.infer<typeof nodePolicy>;

export const graphNode = z.strictObject({
  id: z.string(),
  type: z.string().min(1).max(100),
  typeVersion: z.int().positive(),
  /** For display only; never a key. */
  name: z.string().max(200),
  config: z.record(z.string(), json),
  policy: nodePolicy.optional(),
  parentId: z.string().optional(),
});
export type GraphNode = z.infer<typeof graphNode>;

/** The trigger that people and API clients start. */
export const MANUAL_TRIGGER = 'trigger.manual';
/** Whether nodes of this type start runs. */
export const isTriggerType = (type: string): boolean => type.startsWith('trigger.');

const endpoint = z.strictObject({ node: z.string(), port: z.string() });
export const graphEdge = z.strictObject({ id: z.string(), source: endpoint, target: endpoint });
export type GraphEdge = z.infer<typeof graphEdge>;

export const graphNote = z.strictObject({
  id: z.string(),
  x: z.number(),
  y: z.number(),
  text: z.string().max(10_000),
  /** Pixels; absent as long as nobody resized it, when its text decides. */
  width: z.number().positive().max(10_000).optional(),
  height: z.number().positive().max(10_000).optional(),
});

/** Where things stand on the canvas. Never part of the content hash. */
export const graphView = z.strictObject({
  nodes: z.record(z.string(), z.strictObject({ x: z.number(), y: z.number() })).default({}),
  notes: z.array(graphNote).default([]),
  /**
   * Bends of edges, by edge id, as the layout put them: x of the first vertical run, y of the horizontal run after it,
   * x of the next vertical run … An edge without a route is drawn around the nodes.
   */
  routes: z.record(z.string(), z.array(z.number()).max(200).readonly()).optional(),
});
export type GraphView = z.infer<typeof graphView>;

/** A drawn graph, schema version 1. Read untrusted ones with `readGraph`. */
export const graphDocument = z.strictObject({
  schemaVersion: z.literal(CURRENT_SCHEMA_VERSION),
  kind: z.enum(workflowKinds),
  nodes: z.array(graphNode),
  edges: z.array(graphEdge),
  view: graphView.optional(),
});
export type GraphDocument = z.infer<typeof graphDocument>;

export const graphLimits = {
  nodes: 10_000,
  edges: 20_000,
  /** 5 MB, decimal. */
  bytes: 5_000_000,
  jsonDepth: 64,
  containerDepth: 8,
} as const;
