'use client';
import { cn } from '../../../ui/cn';
import type { Diagnostic } from '../../core/knowledge/diagnostics';

const looks = {
  error: { mark: '✕', colour: 'text-failed', word: 'Error' },
  warning: { mark: '!', colour: 'text-waiting', word: 'Warning' },
  info: { mark: 'i', colour: 'text-ink-2', word: 'Note' },
} as const;

interface ProblemLineProps {
  diagnostic: Diagnostic;
  /** Names of the nodes it is about, for lists of the whole graph. */
  about?: string;
  onSelect?: () => void;
}

/** One finding of the compiler: what is wrong, and what to do about it. */
export function ProblemLine({ diagnostic, about, onSelect }: ProblemLineProps) {
  const look = looks[diagnostic.severity];
  const text = (
    <>
      <span aria-hidden="true" className={cn('w-3 shrink-0 text-center font-mono font-semibold', look.colour)}>
        {look.mark}
      </span>
      <span className="sr-only">{look.word}:</span>
      <span className="min-w-0 flex-1 break-words">
        {about && <span className="font-medium">{about}: </span>}
        {diagnostic.message}
        {diagnostic.fix && <span className="text-ink-2"> {diagnostic.fix}</span>}
      </span>
    </>
  );
  return (
    <li data-code={diagnostic.code}>
      {onSelect ? (
        <button
          type="button"
          className="flex w-full items-baseline gap-2 rounded-item px-2 py-1 text-left hover:bg-sunken pointer-coarse:py-2.5"
          onClick={onSelect}
        >
          {text}
          <span className="machine shrink-0 text-ink-3 max-sm:hidden">{diagnostic.code}</span>
        </button>
      ) : (
        <div className="flex items-baseline gap-2 text-small">{text}</div>
      )}
    </li>
  );
}
