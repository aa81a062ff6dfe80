'use client';
import { History, PanelBottom, PanelRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { Elapsed } from '../../../clock/elapsed';
import { formatDuration } from '../../../format';
import { IconButton, type PanelHandle, StateBadge, toState } from '../../../ui';
import { TopBar } from '../../frame/top-bar';
import { startedByText } from '../../runs/started-by-text';
import type { RunWithGraphs } from './run-graphs';
import type { RunPageState } from './use-run-page';

interface RunTopBarProps {
  run: RunWithGraphs;
  page: RunPageState;
  /** Absent on a phone. */
  panels: { history: PanelHandle; drawer: PanelHandle; inspector: PanelHandle } | null;
  onHistory: () => void;
  children: ReactNode;
}

/** Which run this is, how it stands and for how long; the panels, and what can be done. */
export function RunTopBar({ run, page, panels, onHistory, children }: RunTopBarProps) {
  const workflow = { label: run.workflow.name, href: `/workflows/${run.workflow.id}` };
  const here = { label: 'Run' };
  const startedBy = startedByText(run);
  return (
    <TopBar
      // A phone shows the last one alone.
      crumbs={
        panels
          ? [{ label: run.workflow.kind === 'SQUAD' ? 'Squads' : 'Pipelines', href: '/' }, workflow, here]
          : [workflow]
      }
      status={
        <>
          <span title={run.id}>v{run.version.number}</span> ·{' '}
          <span title={startedBy} className="inline-block max-w-[24vw] truncate align-bottom">
            {startedBy}
          </span>
        </>
      }
    >
      <span className="mr-1 flex items-center gap-2">
        <span role="status" className="flex">
          <StateBadge state={toState(page.status)} />
        </span>
        <Duration run={run} page={page} />
      </span>
      {panels ? (
        <div className="flex">
          <PanelButton label="Runs of this workflow" panel={panels.history}>
            <History className="size-4" />
          </PanelButton>
          <PanelButton label="Messages and more" panel={panels.drawer}>
            <PanelBottom className="size-4" />
          </PanelButton>
          <PanelButton label="Inspector" panel={panels.inspector}>
            <PanelRight className="size-4" />
          </PanelButton>
        </div>
      ) : (
        <IconButton label="Runs of this workflow" onClick={onHistory}>
          <History className="size-4" />
        </IconButton>
      )}
      {children}
    </TopBar>
  );
}

/** How long the run took, takes so far, or had taken at the moment shown. */
function Duration({ run, page: { log, still } }: Pick<RunTopBarProps, 'run' | 'page'>) {
  const since = log.startedAt ?? run.startedAt;
  if (!since) return null;
  const until = log.seq === 0 ? (run.finishedAt ?? null) : log.finishedAt;
  return (
    <span role="timer" aria-label="Duration" className="machine min-w-12 text-ink-2 max-sm:hidden">
      {still === null ? <Elapsed since={since} until={until} /> : formatDuration(still - Date.parse(since))}
    </span>
  );
}

function PanelButton({ label, panel, children }: { label: string; panel: PanelHandle; children: ReactNode }) {
  return (
    <IconButton label={label} aria-pressed={panel.open} onClick={panel.toggle}>
      {children}
    </IconButton>
  );
}
