import type { RunEventSummary } from '@muster/schema';
import { applyAgentEvent } from './apply-agent-event';
import { applyNodeEvent } from './apply-node-event';
import { emptyRunLog, executionKey, type Failure, type RunLog } from './run-log';

/** A log that may be changed in place: one batch's working copy. Entries are still replaced, never changed. */
export type LogDraft = {
  -readonly [Key in keyof RunLog]: RunLog[Key] extends ReadonlyMap<infer Id, infer Value>
    ? Map<Id, Value>
    : RunLog[Key];
};

const open = (log: RunLog): LogDraft => ({
  ...log,
  executions: new Map(log.executions),
  conversations: new Map(log.conversations),
  conversationOf: new Map(log.conversationOf),
  speakers: new Map(log.speakers),
});

/** The run is over: nothing runs any more, and what was being said stays unsaid. */
function closeAll(log: LogDraft, at: string): void {
  for (const [key, execution] of log.executions) {
    if (execution.status === 'RUNNING' || execution.status === 'WAITING') {
      log.executions.set(key, { ...execution, status: 'CANCELLED', note: null, finishedAt: at });
    }
  }
  for (const [id, conversation] of log.conversations) {
    if (conversation.draft) log.conversations.set(id, { ...conversation, draft: null });
  }
}

/** The node a run failed in has failed; logs of earlier servers say that a stop node which fails the run succeeded. */
function failEndingNode(log: LogDraft, error: Failure): void {
  const key = executionKey(error.nodeId ?? '', '');
  const ending = log.executions.get(key);
  if (ending?.status === 'SUCCEEDED')
    log.executions.set(key, { ...ending, status: 'FAILED', error, note: error.message });
}

function applyRunEvent(log: LogDraft, event: RunEventSummary): void {
  switch (event.type) {
    case 'run.started':
      log.status = 'RUNNING';
      log.startedAt = event.at;
      return;
    case 'run.waiting':
      log.status = 'WAITING';
      log.waitingFor = event.data.reason;
      return;
    case 'run.completed':
      log.status = 'SUCCEEDED';
      break;
    case 'run.failed':
      log.status = 'FAILED';
      log.error = event.data.error;
      failEndingNode(log, event.data.error);
      break;
    case 'run.cancelled':
      log.status = 'CANCELLED';
      break;
    default:
      return;
  }
  log.usage = event.data.usage;
  log.waitingFor = null;
  log.finishedAt = event.at;
  closeAll(log, event.at);
}

/**
 * Folds events into the log. Stored events that were folded in before are left out, so a replay may overlap; streamed
 * tokens (seq null) change drafts only.
 */
export function applyEvents(log: RunLog, events: readonly RunEventSummary[]): RunLog {
  const fresh = events.filter((event) => event.seq === null || event.seq > log.seq);
  if (fresh.length === 0) return log;
  const draft = open(log);
  for (const event of fresh) {
    if (event.seq !== null) {
      if (event.seq <= draft.seq) continue;
      draft.seq = event.seq;
      draft.at = event.at;
    }
    if (event.type.startsWith('run.')) applyRunEvent(draft, event);
    else if (event.type.startsWith('node.')) applyNodeEvent(draft, event);
    else applyAgentEvent(draft, event);
  }
  return draft;
}

/** The log as it stood right after event `seq`. `events` are stored ones, in order. */
export const logAt = (events: readonly RunEventSummary[], seq: number): RunLog =>
  applyEvents(
    emptyRunLog,
    events.filter((event) => event.seq !== null && event.seq <= seq),
  );
