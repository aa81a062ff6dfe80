import type { ReactNode } from 'react';
import { cn } from './cn';
import { type State, stateColours, stateWords } from './state';

const shapes: Record<State, ReactNode> = {
  idle: <circle cx="8" cy="8" r="5" strokeDasharray="2 2.2" />,
  queued: <circle cx="8" cy="8" r="5" />,
  running: (
    <>
      <circle cx="8" cy="8" r="5.5" opacity="0.35" />
      <circle cx="8" cy="8" r="2.75" fill="currentColor" stroke="none" className="animate-breathe" />
    </>
  ),
  waiting: <path d="M5.5 3.5v9M10.5 3.5v9" />,
  succeeded: <path d="m3 8.5 3.5 3.5L13 4.5" />,
  failed: <path d="m4 4 8 8M12 4l-8 8" />,
  skipped: <path d="M3.5 8h9" strokeDasharray="2.4 2" />,
  cancelled: (
    <>
      <circle cx="8" cy="8" r="5.5" />
      <path d="m4.5 11.5 7-7" />
    </>
  ),
};

/** The mark of a state: a shape and its colour. Put the word beside it, or use `StateBadge`. */
export function StateMark({ state, className }: { state: State; className?: string }) {
  return (
    <svg
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      className={cn('size-3.5 shrink-0', stateColours[state], className)}
    >
      {shapes[state]}
    </svg>
  );
}

/** Mark, word and colour: what state something is in. */
export function StateBadge({ state, word, className }: { state: State; word?: ReactNode; className?: string }) {
  return (
    <span className={cn('machine inline-flex items-center gap-1.5 whitespace-nowrap', stateColours[state], className)}>
      <StateMark state={state} />
      {word ?? stateWords[state]}
    </span>
  );
}
