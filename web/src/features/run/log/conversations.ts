import type { RunEvent } from '@muster/schema';
import type { LogDraft } from './apply-events';
import { type Conversation, executionKey, type MessageKind } from './run-log';

/** Kinds of message that ask somebody for work, and so open a conversation. */
export const openers: ReadonlySet<MessageKind> = new Set(['task', 'delegate', 'ask', 'review']);

type MessageEvent = Extract<RunEvent, { type: 'agent.message' }>;

/** The conversation an opening message begins. Its id is the message's. */
export function openConversation(log: LogDraft, event: MessageEvent): Conversation {
  const { messageId, from, to, kind } = event.data;
  const seq = event.seq ?? log.seq;
  // Filed under the one who was asked: then its execution is known at once, and may have begun already.
  const execution = event.nodeId === to ? executionKey(to, event.iteration) : null;
  const begun = execution === null ? undefined : log.conversations.get(log.conversationOf.get(execution) ?? '');
  if (begun && begun.from === null) {
    const known = { ...begun, from, kind, firstSeq: Math.min(begun.firstSeq, seq) };
    log.conversations.set(begun.id, known);
    return known;
  }
  const conversation: Conversation = {
    id: messageId,
    from,
    to,
    kind,
    execution,
    iteration: event.iteration ?? '',
    entries: [],
    draft: null,
    answered: false,
    firstSeq: seq,
    lastSeq: seq,
  };
  log.conversations.set(messageId, conversation);
  if (execution !== null && !log.conversationOf.has(execution)) log.conversationOf.set(execution, messageId);
  return conversation;
}

/** Whether an execution in `iteration` can be the answer to a call that `from` made in iteration `base`. */
const follows = (iteration: string, base: string, from: string): boolean =>
  iteration === base || iteration.startsWith(base === '' ? `${from}:` : `${base}/${from}:`);

/**
 * Ties an execution, when it is first heard of, to the oldest call to its member that nobody works on yet. An opening
 * message is filed under its sender, so the link is the causal path in the iteration.
 */
export function bindExecution(log: LogDraft, event: RunEvent): void {
  if (event.nodeId === null || event.type === 'agent.message') return;
  const key = executionKey(event.nodeId, event.iteration);
  if (log.conversationOf.has(key)) return;
  for (const conversation of log.conversations.values()) {
    if (conversation.execution !== null || conversation.to !== event.nodeId) continue;
    if (!follows(event.iteration ?? '', conversation.iteration, conversation.from ?? '')) continue;
    log.conversations.set(conversation.id, { ...conversation, execution: key });
    log.conversationOf.set(key, conversation.id);
    return;
  }
}

/** The conversation that an event of a member's execution belongs to; made when nobody asked in words. */
export function conversationFor(log: LogDraft, event: RunEvent, member: string): Conversation {
  const nodeId = event.nodeId ?? member;
  const key = executionKey(nodeId, event.iteration);
  const found = log.conversations.get(log.conversationOf.get(key) ?? '');
  if (found) return found;
  const seq = event.seq ?? log.seq;
  const conversation: Conversation = {
    id: key,
    from: null,
    to: member,
    kind: 'task',
    execution: key,
    iteration: event.iteration ?? '',
    entries: [],
    draft: null,
    answered: false,
    firstSeq: seq,
    lastSeq: seq,
  };
  log.conversations.set(key, conversation);
  log.conversationOf.set(key, key);
  return conversation;
}
