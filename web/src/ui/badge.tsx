import type { ReactNode } from 'react';
import { cn } from './cn';

/** A small machine word in a frame: a version, a type, a label. */
export function Badge({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <span
      className={cn(
        'machine inline-flex items-center gap-1 whitespace-nowrap rounded-[4px] border border-line-2 bg-surface px-1.5 py-px text-ink-2',
        className,
      )}
    >
      {children}
    </span>
  );
}
