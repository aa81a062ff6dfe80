'use client';
import { RunOutputDocument } from '@muster/schema/operations';
import type { ReactNode } from 'react';
import { useQuery } from 'urql';
import { ValueView } from '../../../content/value-view';
import { EmptyState, StateBadge, toState } from '../../../ui';
import type { RunLog } from '../log/run-log';
import { LoadedValue } from '../values/loaded-value';

/** What came out of the run, or why nothing did. */
export function Output({ runId, log, failure }: { runId: string; log: RunLog; failure: ReactNode }) {
  if (log.status === 'SUCCEEDED') {
    return <RunOutput runId={runId} />;
  }
  if (log.status === 'FAILED') return <div className="scroll-quiet h-full max-w-190 overflow-auto p-4">{failure}</div>;
  return (
    <EmptyState title={log.status === 'CANCELLED' ? 'This run was cancelled' : 'No output yet'}>
      {log.status === 'CANCELLED' ? (
        'What had finished by then is recorded and shown on the graph.'
      ) : (
        <StateBadge state={toState(log.status)} />
      )}
    </EmptyState>
  );
}

function RunOutput({ runId }: { runId: string }) {
  const [{ data, error }, load] = useQuery({
    query: RunOutputDocument,
    variables: { id: runId },
    requestPolicy: 'network-only',
  });
  return (
    <LoadedValue loaded={data !== undefined} error={error} onRetry={load}>
      <ValueView value={data?.run?.output ?? null} label="Output of the run" className="h-full" />
    </LoadedValue>
  );
}
