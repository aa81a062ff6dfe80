'use client';
import { JsonView } from '../../../content/json-view';
import { Prose } from '../../../content/prose';
import { EmptyState, StateBadge, toState } from '../../../ui';
import type { RunLog } from '../log/run-log';

/** Texts in an output that people wrote or will read: shown as prose above the JSON. */
function proseOf(output: unknown): string | null {
  if (typeof output === 'string') return output;
  if (typeof output !== 'object' || output === null) return null;
  const text = (output as Record<string, unknown>).text;
  return typeof text === 'string' && text !== '' ? text : null;
}

/** What came out of the run, or why nothing did. */
export function Output({ log, nameOf }: { log: RunLog; nameOf: (nodeId: string) => string }) {
  if (log.status === 'SUCCEEDED') {
    const prose = proseOf(log.output);
    return (
      <div className="scroll-quiet flex h-full flex-col gap-3 overflow-auto p-4">
        {prose !== null && (
          <div className="max-w-190">
            <Prose text={prose} />
          </div>
        )}
        {typeof log.output !== 'string' && <JsonView value={log.output ?? null} label="Output of the run" />}
      </div>
    );
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
