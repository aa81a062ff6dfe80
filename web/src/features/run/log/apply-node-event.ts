import { noUsage, type RunEventSummary, rootIteration } from '@muster/schema';
import type { LogDraft } from './apply-events';
import { type Execution, executionKey } from './run-log';

type NodeEvent = Extract<RunEventSummary, { type: `node.${string}` }>;

function blank(event: RunEventSummary, nodeId: string): Execution {
  return {
    key: executionKey(nodeId, event.iteration),
    nodeId,
    iteration: event.iteration ?? rootIteration,
    status: 'RUNNING',
    attempt: 1,
    ports: [],
    error: null,
    note: null,
    turn: 0,
    usage: noUsage,
    model: null,
    startedAt: null,
    finishedAt: null,
    durationMs: null,
    retries: [],
    startedSeq: event.seq ?? 0,
    finishedSeq: null,
  };
}

/** Changes the execution an event belongs to, making it when the event is the first of it. */
export function updateExecution(
  log: LogDraft,
  event: RunEventSummary,
  change: (execution: Execution) => Partial<Execution>,
): Execution | null {
  if (event.nodeId === null) return null;
  const key = executionKey(event.nodeId, event.iteration);
  const before = log.executions.get(key) ?? blank(event, event.nodeId);
  const after = { ...before, ...change(before) };
  log.executions.set(key, after);
  return after;
}

function changeOf(event: NodeEvent, before: Execution): Partial<Execution> {
  const end = { finishedAt: event.at, finishedSeq: event.seq };
  switch (event.type) {
    case 'node.started':
      return {
        status: 'RUNNING',
        attempt: event.data.attempt,
        startedAt: before.startedAt ?? event.at,
        error: null,
        note: null,
      };
    case 'node.retrying': {
      const { attempt, error, retryInMs } = event.data;
      const failed = { attempt: before.attempt, error, at: event.at, retryInMs };
      return {
        status: 'RUNNING',
        attempt: Math.max(attempt, before.attempt),
        note: `trying again: ${error.message}`,
        retries: [...before.retries, failed],
      };
    }
    case 'node.waiting':
      return { status: 'WAITING', note: event.data.reason };
    case 'node.completed':
      return {
        status: 'SUCCEEDED',
        ports: event.data.ports.length > 0 ? event.data.ports : [event.data.port],
        usage: event.data.usage,
        durationMs: event.data.durationMs,
        note: null,
        error: null,
        ...end,
      };
    case 'node.failed':
      return {
        status: 'FAILED',
        ports: event.data.handled ? ['error'] : [],
        error: event.data.error,
        durationMs: event.data.durationMs,
        note: event.data.error.message,
        ...end,
      };
    case 'node.skipped':
      return { status: 'SKIPPED', note: null, ...end };
  }
}

/** Folds an event of a node's life in. What an agent was saying ends with its node, and with its attempt. */
export function applyNodeEvent(log: LogDraft, event: RunEventSummary): void {
  const node = event as NodeEvent;
  const after = updateExecution(log, event, (before) => changeOf(node, before));
  if (!after || event.type === 'node.started' || event.type === 'node.waiting') return;
  const id = log.conversationOf.get(after.key);
  const conversation = id === undefined ? undefined : log.conversations.get(id);
  if (id !== undefined && conversation?.draft) log.conversations.set(id, { ...conversation, draft: null });
}
