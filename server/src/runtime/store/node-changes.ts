import {
  addUsage,
  isNodeRunFinal,
  type Json,
  type NewRunEvent,
  newId,
  noUsage,
  type RunFailure,
  type Usage,
} from '@muster/schema';
import type { NodeKey, NodeOutcome, NodeRunRecord } from '../run-store';
import { storableInput } from './json-text';

export const hasEnded = (row: NodeRunRecord): boolean => isNodeRunFinal(row.status);

export const keyText = (key: NodeKey): string => `${key.nodeId}\n${key.iteration}`;

const started = (row: NodeRunRecord): NewRunEvent => ({
  type: 'node.started',
  nodeId: row.nodeId,
  iteration: row.iteration,
  data: { attempt: row.attempt, input: row.input },
});

const newRow = (key: NodeKey, input: Json | undefined, at: Date | null): NodeRunRecord => ({
  id: newId('nodeRun'),
  runId: key.runId,
  nodeId: key.nodeId,
  iteration: key.iteration,
  status: 'RUNNING',
  attempt: 1,
  ports: [],
  input: storableInput(input),
  output: null,
  error: null,
  usage: noUsage,
  startedAt: at,
  finishedAt: null,
});

export interface NodeChange {
  row: NodeRunRecord;
  events: NewRunEvent[];
}

/** A node starts: for the first time, after a wait (its attempt is counted already), or after a crash (one more). */
export function startChange(key: NodeKey, input: Json, before: NodeRunRecord | undefined, at: Date): NodeChange {
  const row: NodeRunRecord = before
    ? { ...before, status: 'RUNNING', attempt: before.status === 'RUNNING' ? before.attempt + 1 : before.attempt }
    : newRow(key, input, at);
  return { row, events: [started(row)] };
}

export function retryChange(
  key: NodeKey,
  failure: RunFailure,
  retryInMs: number,
  before: NodeRunRecord | undefined,
  at: Date,
): NodeChange {
  const first = before ?? newRow(key, null, at);
  const row: NodeRunRecord = { ...first, status: 'WAITING', attempt: first.attempt + 1 };
  const { nodeId, iteration } = key;
  const data = { attempt: row.attempt, error: failure, retryInMs };
  return { row, events: [...(before ? [] : [started(first)]), { type: 'node.retrying', nodeId, iteration, data }] };
}

function ended(row: NodeRunRecord, at: Date): NewRunEvent {
  const { nodeId, iteration, ports, output, usage } = row;
  const durationMs = Math.max(0, at.getTime() - (row.startedAt ?? at).getTime());
  if (row.status === 'SKIPPED') return { type: 'node.skipped', nodeId, iteration, data: {} };
  if (row.status === 'FAILED') {
    const error = row.error ?? { code: 'NODE_FAILED', message: 'The node failed.', nodeId };
    return { type: 'node.failed', nodeId, iteration, data: { error, durationMs, handled: ports.length > 0 } };
  }
  const data = { port: ports[0] ?? '', ports, output, usage, durationMs };
  return { type: 'node.completed', nodeId, iteration, data };
}

/** A node ends. One that never started gets its start, too, unless it was skipped. */
export function finishChange(
  outcome: NodeOutcome,
  before: NodeRunRecord | undefined,
  usage: Usage,
  at: Date,
): NodeChange {
  const skipped = outcome.status === 'SKIPPED';
  const first = before ?? newRow(outcome, outcome.input, skipped ? null : at);
  const row: NodeRunRecord = {
    ...first,
    status: outcome.status,
    ports: outcome.ports,
    output: outcome.output,
    error: outcome.error ?? null,
    usage: addUsage(first.usage, usage),
    finishedAt: at,
  };
  return { row, events: [...(before || skipped ? [] : [started(first)]), ended(row, at)] };
}
