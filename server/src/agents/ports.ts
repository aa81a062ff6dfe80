import type { ModelAnswer, ModelCall } from '@muster/nodes';
import type { ExecutionPlan } from '../compiler/plan';
import type { SchemaChecks } from '../json-schema/schema-checks';
import type { AgentHandler, EventBus, LoadVersion, NodeKey, RunRecord, RunStore, Scope, Values } from '../runtime';
import type { ModelRegistry } from './providers/registry';

/** The scope of a pipeline's node: what its upstream nodes recorded (the runtime's `createNodeScope`). */
export type ReadNodeScope = (at: { run: RunRecord; plan: ExecutionPlan; key: NodeKey }) => Promise<Scope>;

export interface AgentDeps {
  store: RunStore;
  bus: EventBus;
  models: ModelRegistry;
  values: Pick<Values, 'resolve'>;
  nodeScope: ReadNodeScope;
  /** A squad's main function reads the plan of the pipeline that called it. */
  loadVersion: LoadVersion;
  schemas: Pick<SchemaChecks, 'check'>;
  now?: () => Date;
}

export interface Agents {
  /** Runs functions of kind `agent`, `member` and `squad`. */
  handler: AgentHandler;
  /**
   * One call to a model for a node that is not an agent; malformed structured output is repaired within bounds. Throws
   * UserError (OUTPUT_INVALID, MODEL_REFUSED, MODEL_NOT_CONFIGURED) or OperationalError (MODEL_UNAVAILABLE).
   */
  generate(call: ModelCall, caller: { signal: AbortSignal; workspaceId: string }): Promise<ModelAnswer>;
}
