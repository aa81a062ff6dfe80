import type { ReactNode } from 'react';
import { cn } from './cn';

/** Says what this place is for, and offers the next step. */
export function EmptyState({
  title,
  children,
  action,
  className,
}: {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  className?: string;
}) {
  return (
    <div className={cn('flex flex-col items-center justify-center gap-1.5 px-6 py-10 text-center', className)}>
      <p className="font-medium text-ink">{title}</p>
      {children && <div className="max-w-100 text-ink-2">{children}</div>}
      {action && <div className="mt-3">{action}</div>}
    </div>
  );
}
