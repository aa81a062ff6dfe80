'use client';
import { useClock } from '../../../clock/use-clock';
import { formatDuration } from '../../../format';
import { cn, EmptyState, StateMark, toState } from '../../../ui';
import type { RunLog } from '../log/run-log';
import { timelineOf } from '../log/timeline';
import type { StillAt } from '../state/canvas-state';

const bars: Record<string, string> = {
  running: 'bg-running',
  waiting: 'bg-waiting',
  succeeded: 'bg-succeeded',
  failed: 'bg-failed',
};

/** What is selected may stand far down: it is brought into sight once, when it becomes so. */
const showRow = (row: HTMLElement | null): void => row?.scrollIntoView({ block: 'nearest' });

interface TimelineProps {
  log: RunLog;
  still: StillAt;
  nameOf: (nodeId: string) => string;
  selected: string | null;
  onSelect: (executionKey: string) => void;
}

/** When each node and member worked, one bar each, over the length of the run. */
export function Timeline({ log, still, nameOf, selected, onSelect }: TimelineProps) {
  const clock = useClock(still === null && log.finishedAt === null);
  const now = still ?? clock;
  const { rows, total } = timelineOf(log, now);
  if (rows.length === 0) return <EmptyState title="Nothing has started yet" />;
  return (
    <ol className="scroll-quiet h-full overflow-auto p-2">
      {rows.map(({ execution, start, span, depth }) => {
        const state = toState(execution.status);
        const left = (start / total) * 100;
        return (
          <li key={execution.key}>
            <button
              type="button"
              ref={execution.key === selected ? showRow : undefined}
              onClick={() => onSelect(execution.key)}
              aria-current={execution.key === selected || undefined}
              className="flex w-full items-center gap-3 rounded-item px-2 py-1 text-left outline-offset-[-2px] hover:bg-sunken/60 aria-[current]:bg-sunken pointer-coarse:py-2.5"
            >
              <span
                className="flex w-32 shrink-0 items-center gap-2 sm:w-52"
                style={{ paddingLeft: Math.min(depth, 5) * 14 }}
              >
                <StateMark state={state} />
                <span className="truncate">{nameOf(execution.nodeId)}</span>
              </span>
              <span className="relative h-2 min-w-0 flex-1 rounded-full bg-sunken">
                <span
                  className={cn('absolute inset-y-0 min-w-1 rounded-full', bars[state] ?? 'bg-ink-3')}
                  style={{ left: `${Math.min(left, 99)}%`, width: `${Math.min((span / total) * 100, 100 - left)}%` }}
                />
              </span>
              <span className="machine w-18 shrink-0 text-right text-ink-3">{formatDuration(span)}</span>
            </button>
          </li>
        );
      })}
    </ol>
  );
}
