import type { VersionId, WorkflowId, WorkspaceId } from '@muster/schema';
import type { StoredVersion } from '../../ports';
import type { EventBus, RunStore } from '../../run-store';
import type { RunIntake } from '../../start-run/run-intake';
import type { Engine, FunctionSource } from '../../step-tools';

/** An engine in a process of its own, as far as the suite can tell. */
export interface ProcessUnderTest {
  engine: Engine;
  /** Ends it as `kill -9` would: what is under way is lost, what is recorded stays. */
  crash(): Promise<void>;
}

/** A fresh place for runs and an engine's own data, which outlives its processes. */
export interface EngineWorld {
  /** False for an engine that cannot say which runs it has lost; the reconciler then goes by our rows alone. */
  tellsLost: boolean;
  store: RunStore;
  intake: RunIntake;
  bus: EventBus;
  workspaceId: WorkspaceId;
  /** Makes a version that runs can be accepted for. */
  addVersion(version: StoredVersion): Promise<{ workflowId: WorkflowId; versionId: VersionId }>;
  /** An open engine over these functions; `known` are their ids so far. Called again after a crash. */
  openProcess(source: FunctionSource, known: () => string[]): Promise<ProcessUnderTest>;
  close(): Promise<void>;
}

export interface EngineHarness {
  /** A world for each test, or the same for all: runs do not meet. */
  open(): Promise<EngineWorld>;
}
