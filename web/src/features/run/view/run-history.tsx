'use client';
import { useEffect } from 'react';
import { Button, ErrorState, Skeleton } from '../../../ui';
import { RunRow } from '../../runs/run-row';
import { useNow } from '../../runs/use-now';
import { useRecentRuns } from '../../runs/use-recent-runs';

/** The runs of the same workflow, this one marked. `status` of this run: when it changes the list looks again. */
export function RunHistory({ workflowId, runId, status }: { workflowId: string; runId: string; status: string }) {
  const { rows, hasMore, loading, error, reload, loadMore } = useRecentRuns(workflowId, 25);
  const now = useNow(30_000);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of this run's status is the reason to look again.
  useEffect(() => void reload(), [status, reload]);
  return (
    <div className="flex h-full min-h-0 flex-col">
      <h2 className="px-4 pt-4 pb-2 font-semibold max-md:sr-only">Runs</h2>
      <div className="scroll-quiet min-h-0 flex-1 overflow-auto">
        {rows.length === 0 && loading && (
          <div role="status" className="flex flex-col gap-3 px-4">
            <span className="sr-only">Loading runs</span>
            <Skeleton className="h-9" />
            <Skeleton className="h-9" />
          </div>
        )}
        {rows.length === 0 && error && <ErrorState title="The list did not come" onRetry={reload} retrying={loading} />}
        <ul className="divide-y divide-line border-y border-line empty:hidden">
          {rows.map((run) => (
            <RunRow key={run.id} run={run} now={now} current={run.id === runId} compact />
          ))}
        </ul>
        {hasMore && rows.length < 100 && (
          <div className="p-2 text-center">
            <Button size="small" look="quiet" onClick={loadMore} busy={loading}>
              Show more
            </Button>
          </div>
        )}
      </div>
    </div>
  );
}
