'use client';
import { RunViewDocument } from '@muster/schema/operations';
import Link from 'next/link';
import { useQuery } from 'urql';
import { describeError } from '../../../api';
import { Button, ErrorState, Skeleton } from '../../../ui';
import { TopBar } from '../../frame/top-bar';
import { readRunGraphs } from './run-graphs';
import { RunView } from './run-view';

/** Loads what a run is made of; what happens in it comes by subscription. */
export function RunPage({ runId }: { runId: string }) {
  const [{ data, error, fetching }, reload] = useQuery({
    query: RunViewDocument,
    variables: { id: runId },
    requestPolicy: 'cache-first',
  });
  if (data?.run) return <RunView key={runId} run={readRunGraphs(data.run)} nodeTypes={data.nodeTypes} />;
  return (
    <div className="flex h-dvh flex-col">
      <TopBar crumbs={[{ label: 'Run' }]} />
      <main className="grid min-h-0 flex-1 place-items-center">
        {fetching && !data && (
          <div role="status" className="flex w-80 flex-col gap-3">
            <span className="sr-only">Loading the run</span>
            <Skeleton className="h-20" />
            <Skeleton className="ml-10 h-20" />
          </div>
        )}
        {!fetching && error && (
          <ErrorState title={describeError(error).title} onRetry={() => reload({ requestPolicy: 'network-only' })}>
            {describeError(error).detail}
          </ErrorState>
        )}
        {!fetching && data && (
          <ErrorState
            title="There is no such run"
            action={
              <Button asChild look="primary">
                <Link href="/">Go to your workflows</Link>
              </Button>
            }
          >
            It was deleted, or it belongs to another workspace.
          </ErrorState>
        )}
      </main>
    </div>
  );
}
