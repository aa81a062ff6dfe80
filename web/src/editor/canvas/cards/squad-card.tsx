'use client';
import type { NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { cn } from '../../../ui/cn';
import { stateColours } from '../../../ui/state';
import type { SquadFlowNode } from '../model/flow-types';
import { stateOfCard } from '../model/words';
import { CardFigures } from './card-figures';
import { ExpandButton } from './expand-button';
import { Ports } from './ports';

/** A squad at work, opened up: its members stand inside. */
export const SquadCard = memo(function SquadCard({ id, data, selected }: NodeProps<SquadFlowNode>) {
  const { state, word } = stateOfCard(data);
  return (
    <div
      data-testid={`node-${id}`}
      data-state={state}
      className={cn('muster-card is-squad', selected && 'is-selected')}
    >
      <span aria-hidden="true" className="muster-state-bar" />
      <div className="flex h-11 items-center gap-2.5 pr-3 pl-4">
        <span className="truncate font-semibold text-ink">{data.node.name || data.node.id}</span>
        <span className="machine truncate text-ink-3">{`${data.memberCount} members`}</span>
        <CardFigures data={data} className="machine shrink-0 text-ink-3" />
        <span className={cn('machine ml-auto truncate', stateColours[state])}>{word}</span>
        <ExpandButton nodeId={id} open count={data.memberCount} />
      </div>
      <Ports
        nodeId={id}
        kind="squad"
        ports={data.ports}
        connected={data.connected}
        editable={false}
        taken={data.run?.port ?? null}
      />
    </div>
  );
});
