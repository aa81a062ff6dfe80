'use client';
import type { ReactNode } from 'react';
import { ValueView } from '../../../content/value-view';
import { EmptyState, StateBadge, toState } from '../../../ui';
import type { RunLog } from '../log/run-log';

/** What came out of the run, or why nothing did. */
export function Output({ log, failure }: { log: RunLog; failure: ReactNode }) {
  if (log.status === 'SUCCEEDED') {
    return <ValueView value={log.output ?? null} label="Output of the run" className="h-full" />;
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
