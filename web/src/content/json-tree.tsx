'use client';
import { useState } from 'react';

const shownAtOnce = 100;
const longText = 2_000;

interface JsonTreeProps {
  value: unknown;
  /** Levels from the root. */
  depth?: number;
}

/** A value and what is in it. Deep levels start folded, long lists and texts show their beginning. */
export function JsonTree({ value, depth = 0 }: JsonTreeProps) {
  if (Array.isArray(value)) {
    return <Branch entries={value.map((item, index) => [String(index), item])} kind="list" depth={depth} />;
  }
  if (typeof value === 'object' && value !== null)
    return <Branch entries={Object.entries(value)} kind="object" depth={depth} />;
  if (typeof value === 'string') return <Text text={value} />;
  return <span className="machine text-ink">{value === undefined ? '—' : String(value)}</span>;
}

function Text({ text }: { text: string }) {
  const [all, setAll] = useState(false);
  const shown = all ? text : text.slice(0, longText);
  return (
    <span className="machine min-w-0 whitespace-pre-wrap break-words text-ink">
      {text === '' ? <span className="text-ink-3">""</span> : shown}
      {shown.length < text.length && (
        <button type="button" className="ml-1 underline" onClick={() => setAll(true)}>
          … {text.length - shown.length} more characters
        </button>
      )}
    </span>
  );
}

function Branch({ entries, kind, depth }: { entries: [string, unknown][]; kind: 'list' | 'object'; depth: number }) {
  const [limit, setLimit] = useState(shownAtOnce);
  if (entries.length === 0) return <span className="machine text-ink-3">{kind === 'list' ? '[]' : '{}'}</span>;
  return (
    <div className="flex min-w-0 flex-col gap-1">
      {entries.slice(0, limit).map(([key, item]) => (
        <Entry key={key} name={key} value={item} depth={depth} />
      ))}
      {entries.length > limit && (
        <button type="button" className="machine self-start underline" onClick={() => setLimit(limit + 500)}>
          {entries.length - limit} more
        </button>
      )}
    </div>
  );
}

const isBranch = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && Object.keys(value).length > 0;

function Entry({ name, value, depth }: { name: string; value: unknown; depth: number }) {
  if (!isBranch(value)) {
    return (
      <div className="flex min-w-0 items-baseline gap-2">
        <span className="machine max-w-[40%] shrink-0 truncate text-ink-3">{name}</span>
        <JsonTree value={value} depth={depth + 1} />
      </div>
    );
  }
  const size = Object.keys(value).length;
  return (
    <details open={depth < 3} className="group min-w-0">
      <summary className="machine flex list-none items-baseline gap-1.5 text-ink-3 marker:content-none">
        <span aria-hidden="true" className="inline-block transition-transform group-open:rotate-90">
          ›
        </span>
        {name}
        <span className="group-open:hidden">{Array.isArray(value) ? `[${size}]` : `{${size}}`}</span>
      </summary>
      <div className="mt-1 ml-1 border-l border-line pl-3">
        <JsonTree value={value} depth={depth + 1} />
      </div>
    </details>
  );
}
