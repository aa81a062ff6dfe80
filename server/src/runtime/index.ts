/** The runtime's front door: what the rest of the server may use of it. */
export type {
  AcceptRun,
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
export type { OpenRun, OutboxEntry, RunIntake } from './start-run/run-intake';
export {
  type DurableFunction,
  type Engine,
  type FunctionSource,
  GiveUp,
  RetryLater,
  type StepTools,
} from './step-tools';
export type { Scope } from './values/scope';
export type { Values } from './values/values';
