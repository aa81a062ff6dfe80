'use client';
import type { GraphDocument } from '@muster/schema';
import { useEffect, useMemo } from 'react';
import { cn, EmptyState, Patch, Skeleton, StateBadge } from '../../../ui';
import { conversationsOf, latestConversation, standingOf } from '../log/conversation-list';
import type { Conversation, RunLog, Speaker } from '../log/run-log';
import { findSpeaker, roleTitle, speakersOf } from '../log/speakers';
import type { LogHistory } from '../state/run-store';
import { Words } from './words';

interface MessagesProps {
  log: RunLog;
  /** Whether what was said before the end of the log is here. */
  history: LogHistory;
  onWantHistory: () => void;
  graphs: readonly GraphDocument[];
  /** Id of the conversation somebody chose; null follows what is being said. */
  chosen: string | null;
  onChoose: (conversationId: string | null) => void;
}

/** Who spoke with whom on the left, their words on the right. Follows what is being said until a person chooses. */
export function Messages({ log, history, onWantHistory, graphs, chosen, onChoose }: MessagesProps) {
  useEffect(() => {
    if (history === 'left out') onWantHistory();
  }, [history, onWantHistory]);
  const speakers = useMemo(() => speakersOf(graphs), [graphs]);
  const conversations = useMemo(() => conversationsOf(log), [log]);

  const shown =
    conversations.find((conversation) => conversation.id === chosen) ?? latestConversation(conversations) ?? null;
  if (shown === null && history === 'wanted') {
    return (
      <div role="status" className="p-4">
        <span className="sr-only">Loading what was said</span>
        <Skeleton className="h-16" />
      </div>
    );
  }
  if (shown === null) {
    return (
      <EmptyState title={log.finishedAt === null ? 'Nobody has spoken yet' : 'Nobody spoke in this run'}>
        When an agent or a squad works, its words stream in here.
      </EmptyState>
    );
  }
  const nameOf = (id: string): Speaker => findSpeaker(id, speakers, log);
  return (
    <div className="flex h-full min-h-0 max-md:flex-col">
      <nav
        aria-label="Conversations"
        className="scroll-quiet shrink-0 overflow-auto border-line p-2 max-md:flex max-md:border-b md:w-44 md:border-r md:@2xl:w-60 md:@4xl:w-72"
      >
        <ul className="flex gap-0.5 md:flex-col">
          {conversations.map((conversation) => (
            <li key={conversation.id} className="max-md:shrink-0">
              <ConversationButton
                conversation={conversation}
                log={log}
                nameOf={nameOf}
                current={conversation.id === shown.id}
                onSelect={() => onChoose(conversation.id)}
              />
            </li>
          ))}
        </ul>
        {chosen !== null && log.finishedAt === null && (
          <button
            type="button"
            className="machine mt-2 w-full rounded-item px-2 py-1.5 text-left text-ink-2 hover:bg-sunken"
            onClick={() => onChoose(null)}
          >
            Follow what is being said
          </button>
        )}
      </nav>
      <Words
        key={shown.id}
        conversation={shown}
        standing={standingOf(shown, log)}
        nameOf={nameOf}
        onChoose={onChoose}
      />
    </div>
  );
}

interface ConversationButtonProps {
  conversation: Conversation;
  log: RunLog;
  nameOf: (id: string) => Speaker;
  current: boolean;
  onSelect: () => void;
}

function ConversationButton({ conversation, log, nameOf, current, onSelect }: ConversationButtonProps) {
  const to = nameOf(conversation.to);
  const from = conversation.from === null ? null : nameOf(conversation.from);
  const asked = from !== null && from.id !== to.id && from.role !== '';
  const { state, word } = standingOf(conversation, log);
  return (
    <button
      type="button"
      aria-current={current || undefined}
      onClick={onSelect}
      className={cn(
        'flex w-full items-center gap-2.5 rounded-control px-2 py-1.5 text-left outline-offset-[-2px] hover:bg-sunken/60',
        current && 'bg-sunken',
      )}
    >
      <Patch role={to.role} className="size-6.5" />
      <span className="min-w-0">
        <span className="block truncate font-medium">
          {asked && `${from.name} → `}
          {to.name}
        </span>
        <span className="machine flex min-w-0 items-center gap-1 text-ink-3">
          {asked ? conversation.kind : roleTitle(to.role) || 'agent'}
          <span aria-hidden="true">·</span>
          <StateBadge state={state} word={<span className="max-w-32 truncate">{word}</span>} />
        </span>
      </span>
    </button>
  );
}
