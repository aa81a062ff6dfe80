import type { ReactNode } from 'react';
import { cn } from './cn';

/** Keys to press, such as `⌘K`. */
export function Kbd({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <kbd className={cn('machine rounded-[4px] border border-current/35 px-1 py-px leading-none', className)}>
      {children}
    </kbd>
  );
}
