'use client';
import { findRole } from '@muster/schema';
import type { NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { cn } from '../../../ui/cn';
import { Patch } from '../../../ui/patch';
import type { CardFlowNode } from '../model/flow-types';
import { stateOfCard } from '../model/words';
import { CardFooter } from './card-footer';
import { Ports } from './ports';

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** A member of a squad: a person with a patch, a name, a role and a model, and what it is doing. */
export const MemberCard = memo(function MemberCard({ id, data, selected }: NodeProps<CardFlowNode>) {
  const { state } = stateOfCard(data);
  const { config } = data.node;
  const role = textOf(config.role);
  const about = [findRole(role)?.title ?? (role || data.title), textOf(config.model)].filter(Boolean).join(' · ');
  return (
    <div
      data-testid={`node-${id}`}
      data-state={state}
      data-severity={data.inRun ? undefined : (data.markSeverity ?? undefined)}
      className={cn('muster-card is-member', selected && 'is-selected')}
    >
      <span aria-hidden="true" className="muster-state-bar" />
      <div className="flex min-h-0 flex-1 items-center gap-3 pr-3 pl-3.5">
        <Patch role={role} />
        <div className="min-w-0">
          <div className="flex items-baseline gap-1.5">
            <span className="truncate font-semibold text-ink">
              {textOf(config.name) || data.node.name || data.node.id}
            </span>
            {config.lead === true && <span className="machine shrink-0 text-ink-2">lead</span>}
          </div>
          <div className="machine truncate text-ink-3">{about}</div>
        </div>
      </div>
      <CardFooter data={data} />
      <Ports
        nodeId={id}
        kind="member"
        ports={data.ports}
        connected={data.connected}
        editable={data.editable}
        taken={null}
      />
    </div>
  );
});
