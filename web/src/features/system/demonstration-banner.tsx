'use client';
import { SystemDocument } from '@muster/schema/operations';
import { useState } from 'react';
import { useQuery } from 'urql';
import { Button, cn } from '../../ui';

const rememberedAs = 'muster-demonstration-folded';
const readFolded = (): boolean => {
  try {
    return localStorage.getItem(rememberedAs) === '1';
  } catch {
    return false;
  }
};

/** Says that words come from the demonstration model, and what to set for real ones. Folds to one line, and remembers. */
export function DemonstrationBanner() {
  const [{ data }] = useQuery({ query: SystemDocument });
  const [folded, setFolded] = useState(readFolded);
  if (!data?.system.models.demonstration) return null;

  const fold = (next: boolean) => {
    setFolded(next);
    try {
      localStorage.setItem(rememberedAs, next ? '1' : '0');
    } catch {
      // Private windows may refuse; then it is remembered until the page is left.
    }
  };
  return (
    <section aria-label="Models" className="rounded-node border border-dashed border-line-2 bg-surface px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <p className="min-w-0 flex-1">
          <span className="font-medium">The offline demonstration model is speaking.</span>{' '}
          <span className="text-ink-2">It follows tools and forms, but makes its words up.</span>
        </p>
        <Button look="quiet" size="small" aria-expanded={!folded} onClick={() => fold(!folded)}>
          {folded ? 'Use real models' : 'Fold away'}
        </Button>
      </div>
      <ul className={cn('mt-2 flex flex-col gap-1 text-ink-2', folded && 'hidden')}>
        {data.system.missing.map((sentence) => (
          <li key={sentence} className="flex gap-2">
            <span aria-hidden="true" className="text-ink-3">
              →
            </span>
            <Sentence text={sentence} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Environment variables and other words in backticks are set as code. */
function Sentence({ text }: { text: string }) {
  return (
    <span className="min-w-0 break-words">
      {text.split(/(`[^`]+`|\b[A-Z][A-Z0-9]*_[A-Z0-9_]+\b)/).map((part, index) =>
        index % 2 === 1 ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts of one sentence.
          <code key={index} className="machine rounded-[4px] bg-sunken px-1 py-px text-ink">
            {part.replaceAll('`', '')}
          </code>
        ) : (
          part
        ),
      )}
    </span>
  );
}
