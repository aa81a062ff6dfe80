'use client';
import { memo } from 'react';
import { JsonView } from '../../../content/json-view';
import { Prose } from '../../../content/prose';
import { formatClock } from '../../../format';
import { Badge, cn, Patch, StateMark } from '../../../ui';
import type { ConversationEntry, Draft, Speaker } from '../log/run-log';

type Message = Extract<ConversationEntry, { type: 'message' }>;

const verbs: Partial<Record<Message['kind'], string>> = {
  task: 'task for',
  delegate: 'delegates to',
  ask: 'asks',
  review: 'wants a review by',
  answer: 'answers',
};

function Head({ entry, from, to }: { entry: Message; from: Speaker; to: Speaker }) {
  const verb = verbs[entry.kind];
  return (
    <p className="flex flex-wrap items-baseline gap-x-1.5">
      <span className="font-semibold">{from.name}</span>
      {verb && to.id !== from.id && to.role !== '' && (
        <span className="text-ink-2">
          {verb} {to.name}
        </span>
      )}
      <span className="machine text-ink-3">
        seq {entry.seq} · {formatClock(entry.at)}
        {entry.model && ` · ${entry.model}`}
      </span>
      {entry.demonstration && <Badge className="border-dashed">demonstration</Badge>}
    </p>
  );
}

/** Something that was said. */
export const MessageEntry = memo(function MessageEntry({
  entry,
  from,
  to,
}: {
  entry: Message;
  from: Speaker;
  to: Speaker;
}) {
  if (entry.kind === 'refused') {
    return (
      <div className="flex items-start gap-2 rounded-control border border-dashed border-failed px-3 py-2">
        <StateMark state="failed" className="mt-0.5" />
        <div className="min-w-0">
          <p>
            <span className="font-semibold">{from.name}</span> wanted to speak to{' '}
            <span className="font-semibold">{to.name}</span>; no edge of the squad allows it.
          </p>
          <Prose text={entry.text} />
        </div>
      </div>
    );
  }
  return (
    <div className="flex gap-3">
      <Patch role={from.role} className="mt-px" />
      <div className="min-w-0 flex-1">
        <Head entry={entry} from={from} to={to} />
        {entry.text !== '' && <Prose text={entry.text} />}
        {entry.data !== undefined && <JsonView value={entry.data} label="Data of the message" className="mt-2" />}
      </div>
    </div>
  );
});

/** Cuts a text after its last whole paragraph that no code block is open in. */
export function cutDraft(text: string): [whole: string, rest: string] {
  const end = text.lastIndexOf('\n\n');
  if (end < 0) return ['', text];
  const whole = text.slice(0, end);
  const fences = whole.match(/^\s*```/gm)?.length ?? 0;
  return fences % 2 === 0 ? [whole, text.slice(end + 2)] : ['', text];
}

/** Words as they are written. Whole paragraphs are set; the last one is plain: half a markdown mark would flicker. */
export function DraftEntry({ draft, from }: { draft: Draft; from: Speaker }) {
  const [whole, rest] = cutDraft(draft.text);
  return (
    <div className="flex gap-3">
      <Patch role={from.role} className="mt-px" />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-baseline gap-x-1.5">
          <span className="font-semibold">{from.name}</span>
          <span className="machine text-running">writing</span>
          {draft.demonstration && <Badge className="border-dashed">demonstration</Badge>}
        </p>
        {draft.gap && <span className="text-ink-3">… </span>}
        {whole !== '' && <Prose text={whole} />}
        <p className={cn('break-words whitespace-pre-wrap', whole !== '' && 'mt-2')}>
          {rest.replaceAll('**', '')}
          <span
            aria-hidden="true"
            className="ml-0.5 inline-block h-[1.1em] w-0.5 translate-y-[0.2em] animate-caret bg-running"
          />
        </p>
      </div>
    </div>
  );
}
