'use client';
import type { ReactNode } from 'react';
import { Button } from './button';
import { cn } from './cn';
import { StateMark } from './state-mark';

/** Says what happened, what is safe, and what to do. */
export function ErrorState({
  title,
  children,
  onRetry,
  retrying,
  action,
  className,
}: {
  title: string;
  children?: ReactNode;
  onRetry?: () => void;
  retrying?: boolean;
  action?: ReactNode;
  className?: string;
}) {
  return (
    <div
      role="alert"
      className={cn('flex flex-col items-center justify-center gap-1.5 px-6 py-10 text-center', className)}
    >
      <p className="flex items-center gap-2 font-medium text-ink">
        <StateMark state="failed" />
        {title}
      </p>
      {children && <div className="max-w-105 break-words text-ink-2">{children}</div>}
      {(onRetry || action) && (
        <div className="mt-3 flex gap-2">
          {onRetry && (
            <Button onClick={onRetry} busy={retrying ?? false}>
              Try again
            </Button>
          )}
          {action}
        </div>
      )}
    </div>
  );
}
