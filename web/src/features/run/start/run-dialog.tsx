'use client';
import type { Json } from '@muster/schema';
import { RunFormDocument, StartRunDocument } from '@muster/schema/operations';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useMutation, useQuery } from 'urql';
import { describeError } from '../../../api';
import { modKey } from '../../../editor/panels/keys';
import { Button, Dialog, EmptyState, ErrorState, Kbd, Skeleton } from '../../../ui';
import { newKey } from './new-key';
import { exampleOf, recallInput, rememberInput } from './remembered-input';
import { RunFormFields } from './run-form';
import { triggerSchemaOf } from './trigger-schema';
import { useRunForm } from './use-run-form';

interface RunDialogProps {
  workflowId: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Stands in the form at first, such as the input of the run to repeat. */
  initialInput?: Json;
  /** Instead of going to the run's page. */
  onStarted?: (runId: string) => void;
}

/** Asks for the input of a run of the published version, made from the trigger's schema, and starts it. */
export function RunDialog({ workflowId, open, onOpenChange, initialInput, onStarted }: RunDialogProps) {
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
        initialInput={initialInput}
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

interface StartDialogProps {
  workflow: { id: string; name: string };
  version: { number: number; graph: unknown };
  initialInput: Json | undefined;
  onClose: () => void;
  onStarted: ((runId: string) => void) | undefined;
}

function StartDialog({ workflow, version, initialInput, onClose, onStarted }: StartDialogProps) {
  const router = useRouter();
  const schema = triggerSchemaOf(version.graph);
  const example = exampleOf(schema);
  const form = useRunForm(schema, initialInput ?? recallInput(workflow.id) ?? example);
  const [, startRun] = useMutation(StartRunDocument);
  const [busy, setBusy] = useState(false);
  // One key for each opening of the dialog: a click that is sent twice starts one run.
  const [idempotencyKey, renewKey] = useState(newKey);

  const start = async () => {
    const read = busy ? null : form.read();
    if (!read) return;
    setBusy(true);
    const { data, error } = await startRun({ input: { workflowId: workflow.id, input: read.input, idempotencyKey } });
    const run = data?.startRun.run;
    if (run) {
      rememberInput(workflow.id, read.input);
      if (!onStarted) return router.push(`/runs/${run.id}`);
      onStarted(run.id);
      return onClose();
    }
    setBusy(false);
    if (data) {
      renewKey(newKey());
      form.showErrors(data.startRun.userErrors);
    } else if (error) form.setFormProblem(`${describeError(error).title}. ${describeError(error).detail}`);
  };
  return (
    <Dialog
      open
      onOpenChange={(next) => !next && onClose()}
      onConfirm={() => void start()}
      title={<span className="break-words">Run “{workflow.name}”</span>}
      description={`Starts version ${version.number}, the published one.`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form="run-form" look="primary" busy={busy} aria-keyshortcuts="Control+Enter Meta+Enter">
            Run <Kbd className="max-sm:hidden">{modKey()}↵</Kbd>
          </Button>
        </>
      }
    >
      <RunFormFields id="run-form" form={form} example={example} onSubmit={start} />
    </Dialog>
  );
}
