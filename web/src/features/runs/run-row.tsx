'use client';
import type { RunRowFragment } from '@muster/schema/operations';
import Link from 'next/link';
import { Elapsed } from '../../clock/elapsed';
import { formatAgo, formatMoment, formatUsd } from '../../format';
import { StateBadge, toState } from '../../ui';
import { actorText } from './started-by-text';

interface RunRowProps {
  run: RunRowFragment;
  /** For how long ago it began; how long it takes ticks by itself. */
  now: number;
  /** The page shows this run. */
  current?: boolean;
  /** Leaves out the workflow's name, where all runs are of one workflow. */
  compact?: boolean;
}

/** One run: of what, how it stands, how long and how much. */
export function RunRow({ run, now, current = false, compact = false }: RunRowProps) {
  return (
    <li>
      <Link
        href={`/runs/${run.id}`}
        className="block px-4 py-2.5 outline-offset-[-2px] hover:bg-sunken/60 aria-[current]:bg-sunken"
        {...(current ? { 'aria-current': true } : {})}
      >
        <span className="flex items-baseline justify-between gap-3">
          <span className="truncate font-medium">{compact ? formatAgo(run.createdAt, now) : run.workflow.name}</span>
          <StateBadge state={toState(run.status)} className="shrink-0" />
        </span>
        <span className="machine flex justify-between gap-3 text-ink-3">
          <time dateTime={run.createdAt} title={formatMoment(run.createdAt)} className="truncate">
            v{run.version.number}
            {compact ? ` · ${actorText(run.startedBy)}` : ` · ${formatAgo(run.createdAt, now)}`}
          </time>
          <span className="shrink-0">
            {run.startedAt && <Elapsed since={run.startedAt} until={run.finishedAt ?? null} />}
            {run.usage.costUsd > 0 && ` · ${formatUsd(run.usage.costUsd)}`}
          </span>
        </span>
        {run.error && <span className="mt-0.5 line-clamp-2 block text-small text-ink-2">{run.error.message}</span>}
      </Link>
    </li>
  );
}
