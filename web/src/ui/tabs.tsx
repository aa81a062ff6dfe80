'use client';
import { Tabs as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { cn } from './cn';

export interface TabItem {
  value: string;
  label: ReactNode;
  content: ReactNode;
}

interface TabsProps {
  items: readonly TabItem[];
  value: string;
  onValueChange: (value: string) => void;
  /** Name of the row of tabs for screen readers. */
  label: string;
  /** At the right end of the row. */
  aside?: ReactNode;
  className?: string;
}

/** A row of tabs, and the panel of the chosen one filling what is left. */
export function Tabs({ items, value, onValueChange, label, aside, className }: TabsProps) {
  return (
    <Radix.Root
      value={value}
      onValueChange={onValueChange}
      className={cn('@container flex min-h-0 min-w-0 flex-1 flex-col', className)}
    >
      <div className="flex shrink-0 items-center gap-4 border-b border-line px-2 sm:px-4">
        <Radix.List aria-label={label} className="-mb-px flex min-w-0 overflow-x-auto [scrollbar-width:none] sm:gap-1">
          {items.map((item) => (
            <Radix.Trigger
              key={item.value}
              value={item.value}
              className="shrink-0 border-b-2 border-transparent px-1.5 py-2 sm:px-2 text-ink-2 outline-offset-[-2px] hover:text-ink data-[state=active]:border-ink data-[state=active]:font-semibold data-[state=active]:text-ink pointer-coarse:py-3"
            >
              {item.label}
            </Radix.Trigger>
          ))}
        </Radix.List>
        {aside && <div className="ml-auto min-w-0 truncate">{aside}</div>}
      </div>
      {items.map((item) => (
        <Radix.Content
          key={item.value}
          value={item.value}
          className="min-h-0 flex-1 overflow-hidden outline-offset-[-2px]"
        >
          {item.content}
        </Radix.Content>
      ))}
    </Radix.Root>
  );
}
