'use client';
import type { NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { cn } from '../../../ui/cn';
import { Glyph } from '../../../ui/glyph';
import type { CardFlowNode } from '../model/flow-types';
import { portWords, stateOfCard } from '../model/words';
import { useIsFar } from './canvas-context';
import { CardFooter } from './card-footer';
import { ExpandButton } from './expand-button';
import { Ports } from './ports';

/** A node of a pipeline: glyph, name, type, one sentence, and how it went. A shape of its state from far away. */
export const NodeCard = memo(function NodeCard({ id, data, selected }: NodeProps<CardFlowNode>) {
  const { state } = stateOfCard(data);
  const far = useIsFar();
  return (
    <div
      data-testid={`node-${id}`}
      data-state={state}
      data-severity={data.inRun ? undefined : (data.markSeverity ?? undefined)}
      className={cn('muster-card', selected && 'is-selected', data.node.policy?.disabled && 'is-off')}
    >
      <span aria-hidden="true" className="muster-state-bar" />
      {!far && <Details id={id} data={data} />}
    </div>
  );
});

/** Everything on a card that is to be read or pressed. */
function Details({ id, data }: Pick<NodeProps<CardFlowNode>, 'id' | 'data'>) {
  return (
    <>
      <div className="flex min-h-0 flex-1 flex-col">
        <div className="flex items-start gap-2.5 pt-2.5 pl-3" style={{ paddingRight: labelRoom(data, 0, 1) }}>
          <Glyph name={data.glyph} className="mt-1.5" />
          <div className="min-w-0 flex-1">
            <div title={data.node.name} className="truncate font-semibold text-ink leading-[18px]">
              {data.node.name || data.node.id}
            </div>
            <div className="machine truncate text-ink-3">{data.node.type}</div>
          </div>
          {data.expandable && <ExpandButton nodeId={id} open={false} count={data.memberCount} />}
        </div>
        <p
          title={data.sentence}
          className="mt-2.5 truncate pl-3 text-small text-ink-2"
          style={{ paddingRight: labelRoom(data, 1, 2) }}
        >
          {data.sentence || <span className="text-ink-3">not set up yet</span>}
        </p>
      </div>
      <CardFooter data={data} />
      <Ports
        nodeId={id}
        kind="card"
        ports={data.ports}
        connected={data.connected}
        editable={data.editable}
        taken={data.run?.port ?? null}
      />
    </>
  );
}

/** Room beside a line of the card for the names of the outputs from one to another, in pixels. */
function labelRoom({ ports }: CardFlowNode['data'], from: number, to: number): number {
  const names = ports.out.length < 2 ? [] : ports.out.slice(from, to + 1).map((port) => portWords(port.label).length);
  return names.length === 0 ? 12 : Math.min(80, Math.max(...names) * 6.8) + 18;
}
