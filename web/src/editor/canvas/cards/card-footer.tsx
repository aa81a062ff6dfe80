import { cn } from '../../../ui/cn';
import { stateColours } from '../../../ui/state';
import type { CardData } from '../model/flow-types';
import { stateOfCard } from '../model/words';
import { CardFigures } from './card-figures';

const marks = { error: '✕', warning: '!', info: 'i' } as const;

/** The last line of a card: what the compiler says, else what the run did. None when there is nothing to tell. */
export function CardFooter({ data }: { data: CardData }) {
  const { state, word } = stateOfCard(data);
  const faulty = !data.inRun && data.markSeverity !== null && data.markSeverity !== 'info';
  const words = data.inRun ? word : idleWords(data);
  if (!faulty && words === '') return null;
  return (
    <div className="machine flex h-[25px] items-center justify-between gap-2 border-t border-line px-2.5">
      {faulty && data.markSeverity ? (
        <span
          className={cn(
            'flex min-w-0 items-center gap-1.5',
            data.markSeverity === 'error' ? 'text-failed' : 'text-waiting',
          )}
          title={data.markText}
        >
          <span aria-hidden="true" className="font-semibold">
            {marks[data.markSeverity]}
          </span>
          <span className="truncate">{data.markText}</span>
          {data.markCount > 1 && <span className="shrink-0">+{data.markCount - 1}</span>}
        </span>
      ) : (
        <span className={cn('truncate', stateColours[state])} title={word}>
          {words}
        </span>
      )}
      <CardFigures data={data} className="shrink-0 text-ink-2" />
    </div>
  );
}

/** What a node that runs nothing now has to tell: how it is set to run. */
function idleWords({ node: { policy }, last }: CardData): string {
  const parts = [
    policy?.disabled ? 'switched off' : '',
    policy?.join === 'any' ? 'first to arrive' : '',
    policy?.retry?.maxAttempts ? `tries ${policy.retry.maxAttempts}×` : '',
    policy?.timeoutSeconds ? `${policy.timeoutSeconds} s at most` : '',
    policy?.onError === 'continue' ? 'goes on when it fails' : '',
    policy?.mock ? 'mocked' : '',
  ];
  return parts.filter(Boolean).join(' · ') || (last ? `last: ${last}` : '');
}
