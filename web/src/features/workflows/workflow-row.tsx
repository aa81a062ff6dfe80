'use client';
import type { WorkflowRowFragment } from '@muster/schema/operations';
import { Ellipsis, Pencil, Play, Trash2 } from 'lucide-react';
import Link from 'next/link';
import { formatAgo, formatMoment } from '../../format';
import { Glyph, IconButton, Menu, MenuItem, MenuSeparator, StateBadge, toState } from '../../ui';

interface WorkflowRowProps {
  workflow: WorkflowRowFragment;
  now: number;
  onRun: () => void;
  onRename: () => void;
  onDelete: () => void;
}

/** One workflow: its kind, its name, what is live, how its last run went. */
export function WorkflowRow({ workflow, now, onRun, onRename, onDelete }: WorkflowRowProps) {
  const { name, kind, publishedVersion, lastRun, updatedAt } = workflow;
  return (
    <li className="group relative flex items-center gap-3 px-4 py-2.5 hover:bg-sunken/60">
      <Glyph name={kind === 'SQUAD' ? 'squad' : 'pipeline'} className="size-7" />
      <div className="min-w-0 flex-1">
        <Link
          href={`/workflows/${workflow.id}`}
          className="block truncate font-semibold text-ink after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-ink focus-visible:after:-outline-offset-2"
        >
          {name}
        </Link>
        <p className="machine truncate text-ink-3">
          {kind === 'SQUAD' ? 'squad' : 'pipeline'} ·{' '}
          {publishedVersion ? `v${publishedVersion.number} live` : 'never published'} · changed{' '}
          <time dateTime={updatedAt} title={formatMoment(updatedAt)}>
            {formatAgo(updatedAt, now)}
          </time>
        </p>
      </div>
      {lastRun && (
        <Link
          href={`/runs/${lastRun.id}`}
          className="relative z-1 flex shrink-0 flex-col items-end rounded-item px-1.5 py-0.5 hover:bg-sunken"
        >
          <span className="sr-only">Last run of {name}:</span>
          <StateBadge state={toState(lastRun.status)} />
          <span className="machine text-ink-3 max-sm:hidden">{formatAgo(lastRun.createdAt, now)}</span>
        </Link>
      )}
      <div className="relative z-1 flex shrink-0 items-center">
        {publishedVersion && (
          <IconButton label={`Run ${name}`} onClick={onRun} className="max-sm:hidden">
            <Play className="size-4" />
          </IconButton>
        )}
        <Menu
          label={`More for ${name}`}
          trigger={
            <IconButton label={`More for ${name}`}>
              <Ellipsis className="size-4" />
            </IconButton>
          }
        >
          <MenuItem onSelect={onRun} disabled={!publishedVersion}>
            <Play className="size-3.5 text-ink-2" />
            Run
          </MenuItem>
          <MenuItem onSelect={onRename}>
            <Pencil className="size-3.5 text-ink-2" />
            Rename
          </MenuItem>
          <MenuSeparator />
          <MenuItem onSelect={onDelete}>
            <Trash2 className="size-3.5 text-ink-2" />
            Delete
          </MenuItem>
        </Menu>
      </div>
    </li>
  );
}
