'use client';
import { RunViewDocument } from '@muster/schema/operations';
import Link from 'next/link';
import { useMemo } from 'react';
import { useQuery } from 'urql';
import { describeError } from '../../../api';
import { StoredJson } from '../../../content/stored-json';
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
  const read = useMemo(() => (data?.run ? readRunGraphs(data.run) : null), [data?.run]);
  const nodeTypes = useMemo(() => (data ? [...data.nodeTypes, ...data.olderNodeTypes] : []), [data]);
  if (read?.ok) return <RunView key={runId} run={read.run} nodeTypes={nodeTypes} />;
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
        {read && !read.ok && data?.run && (
          <div className="flex w-full max-w-200 min-w-0 flex-col gap-4 p-6">
            <h1 className="text-lead font-semibold">The graph of this run can't be read</h1>
            <p className="break-words">{read.message} The run itself is not affected.</p>
            <StoredJson value={data.run.version.graph} label="Stored graph" fileName={`${data.run.version.id}.json`} />
          </div>
        )}
        {!fetching && data && !data.run && (
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
