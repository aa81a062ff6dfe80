'use client';
import { X } from 'lucide-react';
import Link from 'next/link';
import { IconButton } from '../../../ui/icon-button';
import { useEditor, useLastRun } from '../../store/editor-context';
import { failureAt } from '../../store/last-run';

/** Why this node failed in the last run; shown until the node is edited or the message is dismissed. */
export function LastFailure({ nodeId }: { nodeId: string }) {
  const { lastRun } = useEditor();
  const failure = useLastRun(failureAt(nodeId));
  const runId = useLastRun((state) => state.run?.runId);
  if (!failure) return null;
  return (
    <div
      role="status"
      data-testid="last-failure"
      data-code={failure.code}
      className="flex items-start gap-2 rounded-control border border-failed py-1.5 pr-1 pl-2.5 text-small"
    >
      <span aria-hidden="true" className="py-0.5 font-mono font-semibold text-failed">
        ✕
      </span>
      <p className="min-w-0 flex-1 py-0.5 break-words whitespace-pre-line">
        <span className="font-medium">Last run: </span>
        {failure.message}{' '}
        <Link href={`/runs/${runId}`} className="text-ink-2 underline underline-offset-2 hover:text-ink">
          Open the run
        </Link>
      </p>
      <IconButton
        label="Dismiss"
        className="size-6! shrink-0 pointer-coarse:size-9!"
        onClick={() => lastRun.dismiss(nodeId)}
      >
        <X className="size-3.5" />
      </IconButton>
    </div>
  );
}
