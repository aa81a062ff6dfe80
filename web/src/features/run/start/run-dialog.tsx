'use client';
import { RunFormDocument } from '@muster/schema/operations';
import Link from 'next/link';
import { useQuery } from 'urql';
import { describeError } from '../../../api';
import { Button, Dialog, EmptyState, ErrorState, Skeleton } from '../../../ui';
import { type EarlierRun, StartDialog } from './start-dialog';

interface RunDialogProps {
  workflowId: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** The run to repeat. */
  earlier?: EarlierRun;
  /** Instead of going to the run's page. */
  onStarted?: (runId: string) => void;
}

/** Asks for the input of a run of the published version, made from the trigger's schema, and starts it. */
export function RunDialog({ workflowId, open, onOpenChange, earlier, onStarted }: RunDialogProps) {
  const [{ data, error, fetching }, again] = useQuery({
    query: RunFormDocument,
    variables: { workflowId },
    requestPolicy: 'network-only',
    pause: !open,
  });
  if (!open) return null;
  const workflow = data?.workflow;
  const version = workflow?.publishedVersion;
  if (workflow && version) {
    return (
      <StartDialog
        key={version.id}
        workflow={workflow}
        version={version}
        earlier={earlier}
        onClose={() => onOpenChange(false)}
        onStarted={onStarted}
      />
    );
  }
  return (
    <Dialog open onOpenChange={onOpenChange} title="Run">
      {error && !data && (
        <ErrorState title={describeError(error).title} onRetry={() => again()} retrying={fetching}>
          {describeError(error).detail}
        </ErrorState>
      )}
      {!error && !data && (
        <div role="status" className="flex flex-col gap-3">
          <span className="sr-only">Loading the form</span>
          <Skeleton className="h-8" />
          <Skeleton className="h-24" />
        </div>
      )}
      {data && (
        <EmptyState
          title={workflow ? 'Publish it first' : 'This workflow is not here'}
          action={
            workflow && (
              <Button asChild look="primary">
                <Link href={`/workflows/${workflowId}`}>Open the editor</Link>
              </Button>
            )
          }
        >
          {workflow
            ? 'A run keeps to a published version from its start to its end, and there is none yet.'
            : 'It was deleted, or it belongs to another workspace.'}
        </EmptyState>
      )}
    </Dialog>
  );
}
