import type { ModelAnswer, ModelCall } from '@muster/nodes';
import type { Json, VersionId } from '@muster/schema';
import type { ExecutionPlan, FunctionSpec } from '../compiler/plan';
import type { EventBus, NodeKey, RunRecord, RunStore } from '../runtime/run-store';
import type { StepTools } from '../runtime/step-tools';
import type { ModelRegistry } from './providers/registry';

/** What config values are resolved against (design §3). */
export interface ValueScope {
  /** `$input`: what is on the live edge; for a squad's member, the message it was sent. */
  input: Json;
  /** `$trigger`: the run's input; for a squad's member, the squad's task. */
  trigger: Json;
  /** Output by node id; a skipped node is null. */
  nodes: Record<string, Json>;
  run: Json;
}

/** References, templates and expressions, as the runtime reads them. */
export interface ValuePort {
  /** The scope of a pipeline's node: what its upstream nodes recorded. */
  scope(at: { run: RunRecord; plan: ExecutionPlan; key: NodeKey }): Promise<ValueScope>;
  resolve(value: Json, scope: ValueScope): Promise<Json>;
  /** One JSONata expression, sandboxed and bounded in time; throws a UserError. */
  evaluate(expression: string, scope: ValueScope): Promise<Json>;
}

export interface AgentDeps {
  store: RunStore;
  bus: EventBus;
  models: ModelRegistry;
  values: ValuePort;
  /** The plan of a published version; a squad's main function reads the plan of the pipeline that called it. */
  loadPlan(versionId: VersionId): Promise<ExecutionPlan>;
  now?: () => Date;
}

/** What the runtime hands a function of kind `agent`, `member` or `squad`. */
export interface AgentCall {
  spec: FunctionSpec;
  versionId: VersionId;
  /** The plan of `versionId`. */
  plan: ExecutionPlan;
  step: StepTools;
  data: Json;
  signal: AbortSignal;
}

/** Resolves to `{ ports: string[] }`, `{ stopped: true }` (the run is over) or `{ failed: true }`. */
export type AgentHandler = (call: AgentCall) => Promise<Json>;

export interface Agents {
  /** By `FunctionSpec.kind`. */
  handlers: { agent: AgentHandler; member: AgentHandler; squad: AgentHandler };
  /**
   * One call to a model for a node that is not an agent; malformed structured output is repaired within bounds. Throws
   * UserError (OUTPUT_INVALID, MODEL_REFUSED, MODEL_NOT_CONFIGURED) or OperationalError (MODEL_UNAVAILABLE).
   */
  generate(call: ModelCall, options: { signal: AbortSignal }): Promise<ModelAnswer>;
}
