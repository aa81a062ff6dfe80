import type { NodeRunStatus } from '@muster/schema';
import type { State } from '../../../ui/state';
import type { Conversation, RunLog } from './run-log';

/** How a conversation stands, in one word and one state. */
export interface ConversationStanding {
  state: State;
  word: string;
}

const ended: Partial<Record<NodeRunStatus, ConversationStanding>> = {
  SUCCEEDED: { state: 'succeeded', word: 'answered' },
  FAILED: { state: 'failed', word: 'failed' },
  CANCELLED: { state: 'cancelled', word: 'cancelled' },
  SKIPPED: { state: 'skipped', word: 'skipped' },
};

/** Writing, working, answered, failed … */
export function standingOf(conversation: Conversation, log: RunLog): ConversationStanding {
  const execution = conversation.execution === null ? undefined : log.executions.get(conversation.execution);
  const end = execution && ended[execution.status];
  if (end) return end;
  if (conversation.answered) return { state: 'succeeded', word: 'answered' };
  if (log.finishedAt !== null) return { state: 'cancelled', word: 'not answered' };
  if (conversation.draft) return { state: 'running', word: 'writing…' };
  if (execution?.status === 'WAITING') return { state: 'waiting', word: execution.note ?? 'waiting' };
  if (execution) return { state: 'running', word: execution.note ?? 'thinking' };
  return { state: 'queued', word: 'asked' };
}

/** Conversations in the order they began. */
export const conversationsOf = (log: RunLog): Conversation[] =>
  [...log.conversations.values()].sort((left, right) => left.firstSeq - right.firstSeq);

/** The one to look at when nobody has chosen: where something was said last. */
export function latestConversation(conversations: readonly Conversation[]): Conversation | undefined {
  const writing = conversations.findLast((conversation) => conversation.draft !== null);
  if (writing) return writing;
  return conversations.reduce<Conversation | undefined>(
    (best, one) => (best && best.lastSeq > one.lastSeq ? best : one),
    undefined,
  );
}
