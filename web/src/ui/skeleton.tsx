import { cn } from './cn';

/** The room something will take once it is here. Hidden from screen readers: say "Loading" once, around it. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden="true" className={cn('block animate-breathe rounded-item bg-sunken', className)} />;
}
