/** What the rest of the server may use of the runtime; `npm run check` lets nobody import its other files. */
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
export type {
  EndingGuard,
  EventBus,
  MessageRecord,
  NodeKey,
  NodeOutcome,
  NodeRunRecord,
  RunEntry,
  RunRecord,
  RunStore,
  TranscriptRecord,
} from './run-store';
export type { AcceptRun, OpenRun, OutboxEntry, RunIntake } from './start-run/run-intake';
export {
  type DurableFunction,
  type Engine,
  type FunctionSource,
  GiveUp,
  RetryLater,
  type StepTools,
} from './step-tools';
export { createPostgresStorage } from './storage.repository';
export type { Scope } from './values/scope';
export { type Asker, createValues, type Values } from './values/values';

/** Loads the Inngest engine, whose SDK is large and reads the environment by itself. */
export const loadInngestEngine = () => import('./engines/inngest/inngest-engine');
