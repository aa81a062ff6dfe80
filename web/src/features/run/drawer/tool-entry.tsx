'use client';
import { memo } from 'react';
import { JsonView } from '../../../content/json-view';
import { formatDuration } from '../../../format';
import { Patch, type State, StateBadge } from '../../../ui';
import type { ConversationEntry, Speaker } from '../log/run-log';

type Tool = Extract<ConversationEntry, { type: 'tool' }>;

function argumentsLine(value: unknown): string {
  if (typeof value !== 'object' || value === null) return value == null ? '' : String(value);
  return Object.entries(value)
    .map(([key, item]) => `${key}: ${JSON.stringify(item)}`)
    .join(', ');
}

function outcome({ ok, durationMs }: Tool): { state: State; word: string } {
  if (ok === null) return { state: 'running', word: 'working' };
  const time = durationMs === null ? '' : ` · ${formatDuration(durationMs)}`;
  return ok ? { state: 'succeeded', word: `done${time}` } : { state: 'failed', word: `failed${time}` };
}

/** A call of a tool: one line, its arguments and result when opened. */
export const ToolEntry = memo(function ToolEntry({ entry }: { entry: Tool }) {
  return (
    <details className="group ml-10 rounded-control border border-line bg-sunken">
      <summary className="machine flex list-none items-center gap-3 px-2.5 py-1.5 marker:content-none">
        <span aria-hidden="true" className="text-ink-3 transition-transform group-open:rotate-90">
          ›
        </span>
        <span className="min-w-0 flex-1 truncate text-ink-2">
          <span className="text-ink">{entry.tool}</span>({argumentsLine(entry.arguments)})
        </span>
        <StateBadge {...outcome(entry)} />
      </summary>
      <div className="flex flex-col gap-2 border-t border-line p-2.5">
        <JsonView value={entry.arguments} label={`Arguments of ${entry.tool}`} className="bg-surface" />
        {entry.result !== undefined && (
          <JsonView value={entry.result} label={`Result of ${entry.tool}`} className="max-h-80 bg-surface" />
        )}
      </div>
    </details>
  );
});

const asks: Partial<Record<string, string>> = { delegate: 'Delegates to', ask: 'Asks', review: 'Wants a review by' };

/** A message to another member, in one line that leads to its conversation. */
export function CallEntry({
  entry,
  to,
  onOpen,
}: {
  entry: Extract<ConversationEntry, { type: 'call' }>;
  to: Speaker;
  onOpen: () => void;
}) {
  return (
    <button
      type="button"
      onClick={onOpen}
      className="ml-10 flex items-center gap-2 rounded-control border border-line px-2.5 py-1.5 text-left hover:bg-sunken"
    >
      <span className="text-ink-2">{asks[entry.kind] ?? entry.kind}</span>
      <Patch role={to.role} className="size-5" />
      <span className="font-medium">{to.name}</span>
      <span aria-hidden="true" className="text-ink-3">
        →
      </span>
    </button>
  );
}
