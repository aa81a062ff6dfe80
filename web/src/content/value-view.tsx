'use client';
import { Braces, Check, Copy, TextQuote } from 'lucide-react';
import { useMemo, useState } from 'react';
import { cn } from '../ui/cn';
import { IconButton } from '../ui/icon-button';
import { useCopy } from '../ui/use-copy';
import { JsonTree } from './json-tree';
import { JsonView } from './json-view';
import { Prose } from './prose';
import { sectionsOf } from './value-sections';

interface ValueViewProps {
  value: unknown;
  label: string;
  className?: string;
  /** In the sunken frame of code, for narrow places. */
  framed?: boolean;
}

/** A value to read: its texts as prose, the rest as facts and data; or all of it as JSON. Scrolls in the room it has. */
export function ValueView({ value, label, className, framed = false }: ValueViewProps) {
  const sections = useMemo(() => sectionsOf(value), [value]);
  const readable = sections.texts.length > 0;
  const [asJson, setAsJson] = useState(false);
  const { copied, copy } = useCopy();
  const copyAll = () => copy(typeof value === 'string' ? value : (JSON.stringify(value, null, 2) ?? 'null'));
  return (
    <div
      className={cn(
        'relative flex min-h-0 min-w-0 flex-col',
        framed && 'rounded-node border border-line bg-sunken',
        className,
      )}
    >
      <section
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region.
        tabIndex={0}
        className={cn(
          'scroll-quiet min-h-0 overflow-auto outline-offset-[-2px]',
          framed ? 'rounded-node p-3' : 'p-4',
          readable ? (framed ? 'pt-10' : 'max-sm:pt-11 sm:pr-24') : 'pr-11',
        )}
      >
        {readable && !asJson ? <Readable sections={sections} /> : <JsonTree value={value} />}
      </section>
      <div className={cn('absolute top-1 right-1 flex rounded-control', framed ? 'bg-sunken' : 'bg-surface')}>
        {readable && (
          <IconButton label={asJson ? 'Show as text' : 'Show as JSON'} onClick={() => setAsJson(!asJson)}>
            {asJson ? <TextQuote className="size-3.5" /> : <Braces className="size-3.5" />}
          </IconButton>
        )}
        <IconButton label={copied ? 'Copied' : 'Copy'} onClick={copyAll}>
          {copied ? <Check className="size-3.5" /> : <Copy className="size-3.5" />}
        </IconButton>
      </div>
    </div>
  );
}

function Readable({ sections: { facts, texts, data } }: { sections: ReturnType<typeof sectionsOf> }) {
  return (
    <div className="flex max-w-190 flex-col gap-4">
      {facts.length > 0 && (
        <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
          {facts.map(({ key, text }) => (
            <div key={key} className="contents">
              <dt className="machine leading-[1.7] text-ink-3">{key}</dt>
              <dd className="min-w-0 break-words">{text}</dd>
            </div>
          ))}
        </dl>
      )}
      {texts.map(({ key, text }) => (
        <div key={key}>
          {key !== null && <p className="machine mb-1 text-ink-3">{key}</p>}
          <Prose text={text} />
        </div>
      ))}
      {data.map(({ key, value }) => (
        <div key={key}>
          <p className="machine mb-1 text-ink-3">{key}</p>
          <JsonView value={value} label={key} />
        </div>
      ))}
    </div>
  );
}
