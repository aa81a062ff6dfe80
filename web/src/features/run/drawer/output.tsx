'use client';
import { ValueView } from '../../../content/value-view';
import { EmptyState, StateBadge, toState } from '../../../ui';
import type { RunLog } from '../log/run-log';

/** What came out of the run, or why nothing did. */
export function Output({ log, nameOf }: { log: RunLog; nameOf: (nodeId: string) => string }) {
  if (log.status === 'SUCCEEDED') {
    return <ValueView value={log.output ?? null} label="Output of the run" className="h-full" />;
  }
  if (log.status === 'FAILED' && log.error) {
    return (
      <div className="flex h-full flex-col gap-2 overflow-auto p-4">
        <StateBadge state="failed" word={log.error.code} />
        <p className="max-w-190 break-words">{log.error.message}</p>
        {log.error.nodeId && (
          <p className="text-ink-2">
            It happened in “{nameOf(log.error.nodeId)}”. What was finished before is recorded and shown on the graph.
          </p>
        )}
      </div>
    );
  }
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
