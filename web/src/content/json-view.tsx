'use client';
import { Check, Copy } from 'lucide-react';
import { useMemo } from 'react';
import { cn } from '../ui/cn';
import { IconButton } from '../ui/icon-button';
import { useCopy } from '../ui/use-copy';
import { JsonTree } from './json-tree';

/** JSON to read: folding, with a button that copies all of it. */
export function JsonView({ value, label, className }: { value: unknown; label: string; className?: string }) {
  const { copied, copy } = useCopy();
  const text = useMemo(() => JSON.stringify(value, null, 2) ?? 'null', [value]);
  return (
    <div className={cn('relative min-w-0 rounded-node border border-line bg-sunken', className)}>
      <section
        // Long values scroll sideways, so the box has to be reachable by keyboard.
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region.
        tabIndex={0}
        aria-label={label}
        className="scroll-quiet max-h-full overflow-auto rounded-node p-3 pr-11"
      >
        <JsonTree value={value} />
      </section>
      <IconButton label={copied ? 'Copied' : 'Copy'} onClick={() => copy(text)} className="absolute top-1 right-1">
        {copied ? <Check className="size-3.5" /> : <Copy className="size-3.5" />}
      </IconButton>
    </div>
  );
}
