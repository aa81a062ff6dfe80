import { childIteration, type RunEventSummary, rootIteration } from '@muster/schema';
import type { LogDraft } from './apply-events';
import { type Conversation, type ExecutionKey, executionKey, type MessageKind } from './run-log';

/** Kinds of message that ask somebody for work, and so open a conversation. */
export const openers: ReadonlySet<MessageKind> = new Set(['task', 'delegate', 'ask', 'review']);

type MessageEvent = Extract<RunEventSummary, { type: 'agent.message' }>;

const blank = (id: string, seq: number): Conversation => ({
  id,
  from: null,
  to: '',
  kind: 'task',
  execution: null,
  caller: null,
  iteration: rootIteration,
  entries: [],
  draft: null,
  answered: false,
  firstSeq: seq,
  lastSeq: seq,
});

/** The conversation an opening message begins. Its id is the message's. */
export function openConversation(log: LogDraft, event: MessageEvent): Conversation {
  const { messageId, from, to, kind } = event.data;
  const seq = event.seq ?? log.seq;
  const caller = event.nodeId === from ? executionKey(from, event.iteration) : null;
  const execution = event.nodeId === to ? executionKey(to, event.iteration) : expectedExecution(log, event, caller);
  const begun = execution === null ? undefined : log.conversations.get(log.conversationOf.get(execution) ?? '');
  if (begun && begun.from === null) {
    const known = { ...begun, from, kind, caller, firstSeq: Math.min(begun.firstSeq, seq) };
    log.conversations.set(begun.id, known);
    return known;
  }
  const iteration = event.iteration ?? rootIteration;
  const conversation = { ...blank(messageId, seq), from, to, kind, execution, caller, iteration };
  log.conversations.set(messageId, conversation);
  if (execution !== null && !log.conversationOf.has(execution)) log.conversationOf.set(execution, messageId);
  return conversation;
}

/** The n-th message an execution sends along an edge is answered in iteration `<its iteration>/<its member>:<n>`. */
function expectedExecution(log: LogDraft, event: MessageEvent, caller: ExecutionKey | null): ExecutionKey | null {
  if (caller === null) return null;
  let sent = 1;
  for (const conversation of log.conversations.values()) if (conversation.caller === caller) sent += 1;
  return executionKey(event.data.to, childIteration(event.iteration ?? rootIteration, event.data.from, sent));
}

/** The conversation that an event of a member's execution belongs to; made when nobody asked in words. */
export function conversationFor(log: LogDraft, event: RunEventSummary, member: string): Conversation {
  const nodeId = event.nodeId ?? member;
  const key = executionKey(nodeId, event.iteration);
  const found = log.conversations.get(log.conversationOf.get(key) ?? '');
  if (found) return found;
  const seq = event.seq ?? log.seq;
  const conversation = { ...blank(key, seq), to: member, execution: key, iteration: event.iteration ?? rootIteration };
  log.conversations.set(key, conversation);
  log.conversationOf.set(key, key);
  return conversation;
}
