import {
  actor,
  type Json,
  type NewRunEvent,
  type NodeRunStatus,
  type RunEvent,
  type RunFailure,
  type RunId,
  type RunStatus,
  type Usage,
} from '@muster/schema';
import type { NodeRunRecord, RunRecord } from '../run-store';

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

export const toRunRecord = (row: RunRow): RunRecord =>
  ({
    id: row.id,
    workspaceId: row.workspaceId,
    workflowId: row.workflowId,
    versionId: row.versionId,
    status: row.status,
    triggerNodeId: row.triggerNodeId,
    startedBy: actor.parse(row.startedBy),
    input: row.input,
    pins: row.pins,
  }) as unknown as RunRecord;

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
  error: row.error as RunFailure | null,
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
