import type { Actor, Json, RunId, VersionId, WorkflowId, WorkspaceId } from '@muster/schema';

/** The outbox entry of a run has the run's id in its own. */
export const outboxId = (runId: string): string => `run:${runId}`;

export interface AcceptRun {
  workspaceId: WorkspaceId;
  workflowId: WorkflowId;
  versionId: VersionId;
  /** A trigger of the version; null for a squad. */
  triggerNodeId: string | null;
  startedBy: Actor;
  /** Already checked against the trigger's schema. */
  input: Json;
  /** The same key in a workspace gives the first run again. */
  idempotencyKey?: string | undefined;
  /** Squad workflow id → version id, for every entry of the plan's `squadWorkflowIds`. */
  pins: Record<string, VersionId>;
}

/** An accepted run that the engine has not been told of yet. */
export interface OutboxEntry {
  id: string;
  runId: RunId;
  versionId: VersionId;
  /** How often it was tried before. */
  attempts: number;
}

export interface OpenRun {
  runId: RunId;
  workspaceId: WorkspaceId;
  versionId: VersionId;
}

/** Where runs come in: the run row and its outbox entry, and the questions of relay and reconciler. */
export interface RunIntake {
  /** Run and outbox entry in one transaction; the same key in a workspace gives the first run (by unique insert). */
  accept(request: AcceptRun): Promise<{ runId: RunId; created: boolean }>;
  /** Takes up to `limit` entries that are due and hides them from other relays for `leaseMs`. */
  takeOutbox(limit: number, leaseMs: number): Promise<OutboxEntry[]>;
  /** The engine knows these now. */
  removeOutbox(ids: string[]): Promise<void>;
  /** Not yet: try again after `delayMs`. */
  retryOutbox(id: string, delayMs: number): Promise<void>;
  /** Runs that are not over, have no outbox entry and are older than `olderThanMs`; after `afterRunId` in order of id. */
  openRuns(olderThanMs: number, afterRunId: string, limit: number): Promise<OpenRun[]>;
  /** The run of this workspace, if there is one. */
  find(runId: RunId, workspaceId: WorkspaceId): Promise<OpenRun | null>;
}
