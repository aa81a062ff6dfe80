'use client';
import { TopBar } from '../frame/top-bar';
import { RecentRuns } from '../runs/recent-runs';
import { useRecentRuns } from '../runs/use-recent-runs';
import { DemonstrationBanner } from '../system/demonstration-banner';
import { WorkflowList } from './workflow-list';

/** The first page: what there is, and what ran. */
export function Home() {
  const runs = useRecentRuns(null, 12);
  return (
    <div className="flex min-h-dvh flex-col">
      <TopBar />
      <main className="mx-auto flex w-full max-w-290 flex-1 flex-col gap-6 px-4 py-6 sm:px-6">
        <DemonstrationBanner />
        <div className="grid items-start gap-8 lg:grid-cols-[minmax(0,1fr)_340px]">
          <WorkflowList onRunsChanged={runs.reload} />
          <RecentRuns runs={runs} />
        </div>
      </main>
    </div>
  );
}
