import {
  type Actor,
  actor,
  type Json,
  type NewRunEvent,
  type NodeRunStatus,
  type RunEvent,
  type RunId,
  type RunStatus,
  readStored,
  readStoredFailure,
  runPins,
  type Usage,
  UserError,
  type VersionId,
  type WorkflowId,
  type WorkspaceId,
} from '@muster/schema';
import type { NodeRunRecord, RunRecord } from '../run-store';
import type { RunView } from './run-persistence';

/** Rows as Postgres returns them; times come as dates, or as text from inside JSON. */
export interface RunRow {
  id: string;
  workspaceId: string;
  workflowId: string;
  versionId: string;
  status: RunStatus;
  triggerNodeId: string | null;
  startedBy: Json;
  input: Json;
  pins: Json;
}

export type NodeRunRow = Usage & {
  id: string;
  runId: string;
  nodeId: string;
  iteration: string;
  status: NodeRunStatus;
  attempt: number;
  ports: string[];
  input: Json;
  output: Json;
  error: Json;
  startedAt: Date | string | null;
  finishedAt: Date | string | null;
};

export type EventRow = NewRunEvent & { runId: string; seq: number; at: Date | string };

const toDate = (time: Date | string | null): Date | null => (time === null ? null : new Date(time));

const pickColumns = ({ id, workspaceId, workflowId, versionId, status, triggerNodeId, input }: RunRow) => ({
  id: id as RunId,
  workspaceId: workspaceId as WorkspaceId,
  workflowId: workflowId as WorkflowId,
  versionId: versionId as VersionId,
  status,
  triggerNodeId,
  input,
});

const unknownActor: Actor = { kind: 'SYSTEM', id: null, label: 'Unknown' };

/** Throws `UserError` DATA_UNREADABLE for a run whose documents cannot be read. */
export const toRunRecord = (row: RunRow): RunRecord => ({
  ...pickColumns(row),
  startedBy: readStored(actor, row.startedBy, `Who started run ${row.id}`),
  pins: readStored(runPins, row.pins, `The squad versions of run ${row.id}`),
});

/** The same for what must also work when documents cannot be read, such as ending the run: says so beside the record. */
export function toRunHead(row: RunRow): Pick<RunView, 'record' | 'unreadable'> {
  try {
    return { record: toRunRecord(row) };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { record: { ...pickColumns(row), startedBy: unknownActor, pins: {} }, unreadable: error };
  }
}

export const toNodeRun = (row: NodeRunRow): NodeRunRecord => ({
  id: row.id,
  runId: row.runId as RunId,
  nodeId: row.nodeId,
  iteration: row.iteration,
  status: row.status,
  attempt: row.attempt,
  ports: row.ports,
  input: row.input ?? null,
  output: row.output ?? null,
  error: readStoredFailure(row.error, `The error of node ${row.nodeId} in run ${row.runId}`),
  usage: {
    inputTokens: row.inputTokens,
    outputTokens: row.outputTokens,
    costUsd: row.costUsd,
    modelCalls: row.modelCalls,
  },
  startedAt: toDate(row.startedAt),
  finishedAt: toDate(row.finishedAt),
});

export const toEvent = (row: EventRow): RunEvent =>
  ({
    runId: row.runId,
    seq: row.seq,
    type: row.type,
    nodeId: row.nodeId,
    iteration: row.iteration,
    at: typeof row.at === 'string' ? row.at : row.at.toISOString(),
    data: row.data,
  }) as RunEvent;
