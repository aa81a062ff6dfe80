'use client';
import { Fragment } from 'react';
import { Elapsed } from '../../../clock/elapsed';
import type { CardData } from '../model/flow-types';
import { figuresOfCard } from '../model/words';

/** "turn 3 · 0.8 s · $0.0004" at the right of a card; the time of what runs now ticks. Nothing when there are no figures. */
export function CardFigures({ data, className }: { data: CardData; className: string }) {
  const { turn, took, cost } = figuresOfCard(data);
  const since = data.run?.startedAt ?? null;
  const parts = [turn, since === null ? took : <Elapsed key="elapsed" since={since} until={null} />, cost].filter(
    (part) => part !== '',
  );
  if (parts.length === 0) return null;
  return (
    <span className={className}>
      {parts.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts have their places
        <Fragment key={index}>
          {index > 0 && ' · '}
          {part}
        </Fragment>
      ))}
    </span>
  );
}
