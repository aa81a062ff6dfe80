'use client';
import { describeError } from '../../api';
import { Button, EmptyState, ErrorState, Skeleton } from '../../ui';
import { RunRow } from './run-row';
import { useNow } from './use-now';
import type { useRecentRuns } from './use-recent-runs';

/** The newest runs of the workspace. */
export function RecentRuns({ runs }: { runs: ReturnType<typeof useRecentRuns> }) {
  const { rows, hasMore, loading, error, reload, loadMore } = runs;
  const now = useNow(30_000);
  return (
    <section aria-label="Recent runs" className="min-w-0">
      <h2 className="mb-3 flex h-8 items-center text-lead font-semibold">Recent runs</h2>
      <div className="overflow-hidden rounded-container border border-line bg-surface">
        {rows.length === 0 && loading && (
          <div role="status" className="flex flex-col gap-4 px-4 py-3.5">
            <span className="sr-only">Loading runs</span>
            {['w-40', 'w-52', 'w-36'].map((width) => (
              <span key={width} className="flex flex-col gap-1.5">
                <Skeleton className={`h-3.5 ${width}`} />
                <Skeleton className="h-2.5 w-28" />
              </span>
            ))}
          </div>
        )}
        {rows.length === 0 && error && (
          <ErrorState title={describeError(error).title} onRetry={reload} retrying={loading}>
            {describeError(error).detail}
          </ErrorState>
        )}
        {rows.length === 0 && !loading && !error && (
          <EmptyState title="No runs yet">Open a workflow and press Run; what happens shows up here.</EmptyState>
        )}
        {rows.length > 0 && (
          <ul className="divide-y divide-line">
            {rows.map((run) => (
              <RunRow key={run.id} run={run} now={now} />
            ))}
          </ul>
        )}
        {hasMore && rows.length < 100 && (
          <div className="flex justify-center border-t border-line p-2">
            <Button size="small" look="quiet" onClick={loadMore} busy={loading}>
              Show more
            </Button>
          </div>
        )}
      </div>
    </section>
  );
}
