'use client';
import { errorCodes } from '@muster/schema';
import { Pencil, RotateCw } from 'lucide-react';
import Link from 'next/link';
import { Button, StateMark } from '../../../ui';
import type { Failure } from '../log/run-log';

interface FailureReportProps {
  error: Failure;
  /** Name of the node it happened in; null when it happened in none. */
  where: string | null;
  /** The node in the editor, or the workflow when no node failed. */
  editorPath: string;
  onRunAgain: () => void;
}

const meaningOf = (code: string): string | null =>
  Object.hasOwn(errorCodes, code) ? errorCodes[code as keyof typeof errorCodes] : null;

/** Why something failed: where, what that means, what exactly it was; and the two ways on. */
export function FailureReport({ error, where, editorPath, onRunAgain }: FailureReportProps) {
  const meaning = meaningOf(error.code);
  const title = where === null ? 'The run failed' : `“${where}” failed`;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for controls of a form; and it can stand on the page twice, so it is no landmark.
    <div role="group" aria-label="Why it failed" className="flex flex-col gap-3">
      <div className="rounded-control border border-failed px-3 py-2.5">
        <p className="flex items-center gap-2 font-semibold">
          <StateMark state="failed" />
          <span className="min-w-0 break-words">{title}</span>
        </p>
        <p className="mt-1 break-words whitespace-pre-line">{error.message}</p>
        {meaning !== null && meaning !== error.message && <p className="mt-1 text-ink-2">{meaning}</p>}
        <p className="machine mt-1.5 text-ink-3">{error.code}</p>
      </div>
      <div className="flex flex-wrap gap-2">
        <Button asChild look="primary">
          <Link href={editorPath}>
            <Pencil className="size-3.5" aria-hidden="true" />
            {where === null ? 'Open in the editor' : 'Fix in the editor'}
          </Link>
        </Button>
        <Button icon={<RotateCw className="size-3.5" aria-hidden="true" />} onClick={onRunAgain}>
          Run again
        </Button>
      </div>
    </div>
  );
}
