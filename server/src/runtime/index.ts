/** The runtime's front door: what the rest of the server may use of it. */
export { createMemoryBus } from './bus/memory-bus';
export { createRedisBus } from './bus/redis-bus';
export { createNodeScope } from './context/node-scope';
export { bypassedOutcome, endingGuardOf, failedOutcome, type Outcome } from './context/outcomes';
export { createRuntime } from './create-runtime';
export { createEmbeddedEngine, type EmbeddedEngineOptions } from './engines/embedded/embedded-engine';
export type {
  AgentCall,
  AgentHandler,
  CancelAnswer,
  FindNode,
  Generate,
  LoadVersion,
  ModelCaller,
  Runtime,
  RuntimeDeps,
  RuntimeLog,
  RuntimeStorage,
  StoredVersion,
} from './ports';
export type { EventBus, MessageRecord, NodeKey, NodeOutcome, NodeRunRecord, RunRecord, RunStore } from './run-store';
export type { AcceptRun, OpenRun, OutboxEntry, RunIntake } from './start-run/run-intake';
export type {
  DurableFunction,
  Engine,
  FunctionSource,
  StepTools,
} from './step-tools';
export { createPostgresStorage } from './storage.repository';
export type { Scope } from './values/scope';
export { createValues, type Values } from './values/values';
