import type { JsonObject, RunEvent, RunId, UserId, VersionId, WorkflowId, WorkspaceId } from '@muster/schema';

/** A run to accept. The runtime writes the run row, its pins and the outbox entry in one transaction. */
export interface RunRequest {
  workspaceId: WorkspaceId;
  workflowId: WorkflowId;
  versionId: VersionId;
  input: JsonObject[string];
  idempotencyKey?: string | undefined;
  startedBy?: UserId | undefined;
}

/** What the run module needs of the runtime (`server/src/runtime/index.ts`). */
export interface RunPort {
  /** Commits the run before it answers; the same `idempotencyKey` in a workspace answers with the first run. */
  acceptRun(request: RunRequest): Promise<{ runId: RunId }>;
  /** False when the run had already ended. */
  cancelRun(runId: RunId): Promise<boolean>;
  /** Every stored event after `afterSeq`, then live ones; ends with the run. */
  events(runId: RunId, afterSeq: number): AsyncIterable<RunEvent>;
}
