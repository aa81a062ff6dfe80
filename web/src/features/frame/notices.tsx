'use client';
import type { ReactNode } from 'react';
import { cn } from '../../ui/cn';
import { StateMark } from '../../ui/state-mark';

/** A message of the frame: what holds for the whole page until it is over. */
export interface FrameNotice {
  id: 'offline' | 'session' | 'save' | 'conflict' | 'models';
  tone: 'waiting' | 'failed';
  text: ReactNode;
  /** A button or a link. */
  action?: ReactNode;
}

/**
 * The one place for messages of the frame: rows under the bar, part of the page's flow, so that they cover nothing and
 * wrap at any width.
 */
export function FrameNotices({ notices }: { notices: readonly FrameNotice[] }) {
  return (
    <div role="status" aria-live="polite" data-testid="notices" className="shrink-0 empty:hidden">
      {notices.map(({ id, tone, text, action }) => (
        <div
          key={id}
          data-notice={id}
          className={cn(
            'flex flex-wrap items-center gap-x-3 gap-y-1.5 border-b bg-surface px-3 py-1.5 sm:px-4',
            tone === 'failed' ? 'border-failed' : 'border-line',
          )}
        >
          <StateMark state={tone} />
          <p className="min-w-0 flex-1 basis-60 break-words">{text}</p>
          {action}
        </div>
      ))}
    </div>
  );
}
