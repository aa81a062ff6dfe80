import type { ModelAnswer, ModelCall, NodeDefinition } from '@muster/nodes';
import type { Json, RunEvent, RunId, VersionId, WorkspaceId } from '@muster/schema';
import type { ExecutionPlan, FunctionSpec } from '../compiler/plan';
import type { EventBus, RunStore } from './run-store';
import type { AcceptRun, RunIntake } from './start-run/run-intake';
import type { Engine, FunctionSource, StepTools } from './step-tools';
import type { Values } from './values/values';

/** What runs use of a published version. */
export interface StoredVersion {
  versionId: VersionId;
  plan: ExecutionPlan;
  functions: FunctionSpec[];
}

/**
 * Reads a version by its id; null when there is none. Not bound to a workspace: the id comes from an accepted run.
 * Throws `UserError` PLAN_UNREADABLE for a stored plan this server cannot read.
 */
export type LoadVersion = (versionId: VersionId) => Promise<StoredVersion | null>;

/**
 * One call of a function that belongs to the agents: `agent`, `member`, and `main` of a squad. `data` is
 * `{ runId, nodeId, iteration }` for op `agent`, the same with `squadNode: { workflowId, task, budget? }` for op `squad`,
 * `{ runId }` for a squad that is run directly. Returns `{ ports }`, `{ stopped: true }` or `{ failed: true }`.
 */
export interface AgentCall {
  spec: FunctionSpec;
  versionId: VersionId;
  plan: ExecutionPlan;
  step: StepTools;
  data: Json;
  signal: AbortSignal;
}
export type AgentHandler = (call: AgentCall) => Promise<Json>;

/** Who a model call outside an agent is made for. */
export interface ModelCaller {
  runId: RunId;
  workspaceId: WorkspaceId;
  nodeId: string;
  iteration: string;
  signal: AbortSignal;
}
export type Generate = (call: ModelCall, caller: ModelCaller) => Promise<ModelAnswer>;

/** Finds exactly this version of a node type. */
export type FindNode = (type: string, version: number) => NodeDefinition | undefined;

/** The part of a logger (pino's) the runtime uses. */
export interface RuntimeLog {
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

/** Everything of the runtime that lives in a database. */
export interface RuntimeStorage {
  runs: RunStore;
  intake: RunIntake;
  loadVersion: LoadVersion;
}

export interface RuntimeDeps {
  storage: RuntimeStorage;
  bus: EventBus;
  values: Values;
  /** Makes the engine over the functions of the published versions. */
  engine: (source: FunctionSource) => Engine;
  findNode: FindNode;
  agents: AgentHandler;
  generate: Generate;
  log: RuntimeLog;
  /** How often the relay and the reconciler look by themselves; 1,000 and 15,000 ms. */
  intervals?: { relayMs?: number; reconcileMs?: number };
}

export type CancelAnswer = 'cancelled' | 'finished' | 'not-found';

/** The whole of the runtime as the rest of the server sees it. */
export interface Runtime {
  readonly engine: Engine;
  readonly store: RunStore;
  /** Opens the engine, starts relay and reconciler. */
  start(): Promise<void>;
  /** Takes nothing new, lets running steps finish for up to `graceMs`, lets go of the rest (they resume elsewhere or later). */
  stop(graceMs: number): Promise<void>;
  /** Resolves when the run row is committed; `created` is false when the key was used before. */
  acceptRun(request: AcceptRun): Promise<{ runId: RunId; created: boolean }>;
  /** After this resolves no new node of the run starts. `finished`: it had ended before. */
  cancelRun(runId: RunId, workspaceId: WorkspaceId): Promise<CancelAnswer>;
  /**
   * Every stored event after `afterSeq`, then live ones with streamed tokens between them; in order, none missing, none
   * twice. Ends with the run. Check first that the reader may see the run.
   */
  events(runId: RunId, afterSeq: number, options?: { summaries: boolean }): AsyncGenerator<RunEvent, void, void>;
}
