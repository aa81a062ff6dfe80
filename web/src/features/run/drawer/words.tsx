'use client';
import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import type { ConversationStanding } from '../log/conversation-list';
import type { Conversation, Speaker } from '../log/run-log';
import { DraftEntry, MessageEntry } from './message-entry';
import { CallEntry, ToolEntry } from './tool-entry';

interface WordsProps {
  conversation: Conversation;
  standing: ConversationStanding;
  nameOf: (id: string) => Speaker;
  /** Opens another conversation. */
  onChoose: (conversationId: string) => void;
}

/** Keeps a scrolled box at its end while it grows, unless the reader has scrolled up. */
function useStickToEnd(content: unknown): RefObject<HTMLDivElement | null> {
  const box = useRef<HTMLDivElement>(null);
  const sticks = useRef(true);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const look = () => {
      sticks.current = element.scrollHeight - element.scrollTop - element.clientHeight < 48;
    };
    element.addEventListener('scroll', look, { passive: true });
    return () => element.removeEventListener('scroll', look);
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs whenever the content has grown.
  useLayoutEffect(() => {
    if (sticks.current && box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [content]);
  return box;
}

/** One conversation: the request, the turns with their tools, what is being written, the answer. */
export function Words({ conversation, standing, nameOf, onChoose }: WordsProps) {
  const box = useStickToEnd(conversation);
  const { entries, draft } = conversation;
  return (
    <div
      ref={box}
      role="log"
      aria-label={`Conversation with ${nameOf(conversation.to).name}`}
      aria-live="off"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region.
      tabIndex={0}
      className="scroll-quiet min-h-0 min-w-0 flex-1 overflow-auto px-4 py-3 outline-offset-[-2px]"
    >
      <ol className="flex max-w-190 flex-col gap-4">
        {entries.map((entry) => (
          <li key={entry.id}>
            {entry.type === 'message' && <MessageEntry entry={entry} from={nameOf(entry.from)} to={nameOf(entry.to)} />}
            {entry.type === 'tool' && <ToolEntry entry={entry} />}
            {entry.type === 'call' && (
              <CallEntry entry={entry} to={nameOf(entry.to)} onOpen={() => onChoose(entry.id)} />
            )}
          </li>
        ))}
        {draft && (
          <li>
            <DraftEntry draft={draft} from={nameOf(draft.member)} />
          </li>
        )}
        {!draft && standing.state === 'running' && (
          <li className="machine animate-breathe pl-10 text-running">
            {nameOf(conversation.to).name} · {standing.word}
          </li>
        )}
      </ol>
    </div>
  );
}
