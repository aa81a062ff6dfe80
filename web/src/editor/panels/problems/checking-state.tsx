'use client';
import { formatClock } from '../../../format';
import { StateBadge } from '../../../ui/state-mark';
import { useProblems } from '../../store/editor-context';

const reasons = { offline: "Can't reach the server.", 'signed-out': 'Your session has expired.' } as const;

/** What is known of the graph when nothing is listed: no problems, still checking, or checking is paused since when. */
export function CheckingState() {
  const state = useProblems((problems) => problems.state);
  const paused = useProblems((problems) => problems.paused);
  const checkedAt = useProblems((problems) => problems.checkedAt);
  if (state === 'unknown') {
    const last =
      checkedAt === null ? 'Not checked yet.' : `Last checked at ${formatClock(new Date(checkedAt).toISOString())}.`;
    return (
      <span className="flex flex-wrap items-baseline gap-x-2">
        <StateBadge state="waiting" word="Checking is paused" />
        <span className="text-ink-2">
          {reasons[paused ?? 'offline']} {last}
        </span>
      </span>
    );
  }
  if (state === 'fresh') return null;
  return <StateBadge state="running" word="Checking" />;
}
