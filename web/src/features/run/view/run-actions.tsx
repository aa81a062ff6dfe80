'use client';
import { isFinal, type Json, type RunStatus } from '@muster/schema';
import { CancelRunDocument, RunInputDocument } from '@muster/schema/operations';
import { useState } from 'react';
import { useMutation, useQuery } from 'urql';
import { describeError } from '../../../api';
import { Button, Dialog, toast } from '../../../ui';
import { RunDialog } from '../start/run-dialog';

interface RunActionsProps {
  runId: string;
  workflowId: string;
  status: RunStatus;
  /** The trigger this run was started by; the next one starts by it, too. */
  triggerNodeId: string | null;
  /** Whether the form for another run like this one is open. */
  again: boolean;
  onAgain: (open: boolean) => void;
}

/** Stop this run, or start another like it. */
export function RunActions({ runId, workflowId, status, triggerNodeId, again, onAgain }: RunActionsProps) {
  const [asking, setAsking] = useState(false);
  const [{ fetching }, cancelRun] = useMutation(CancelRunDocument);
  const [input] = useQuery({
    query: RunInputDocument,
    variables: { id: runId },
    requestPolicy: 'cache-first',
    pause: !again,
  });
  const loading = input.fetching || (!input.data && !input.error);

  const cancel = async () => {
    const { data, error } = await cancelRun({ input: { runId } });
    setAsking(false);
    const refused = data?.cancelRun.userErrors[0];
    if (refused && refused.code !== 'RUN_FINISHED') toast('Not cancelled', { detail: refused.message, tone: 'failed' });
    if (error) toast('Not cancelled', { detail: describeError(error).detail, tone: 'failed' });
  };
  return (
    <>
      {!isFinal(status) && (
        <Button onClick={() => setAsking(true)} busy={fetching}>
          Cancel
        </Button>
      )}
      <Button
        look={isFinal(status) ? 'primary' : 'secondary'}
        // A phone has room for one of the two.
        className={isFinal(status) ? '' : 'max-sm:hidden'}
        onClick={() => onAgain(true)}
        busy={again && loading}
      >
        Run again
      </Button>
      <Dialog
        open={asking}
        onOpenChange={setAsking}
        title="Cancel this run?"
        description="Nothing new starts, and what is being worked on is stopped. What is finished stays recorded."
        width="narrow"
        footer={
          <>
            <Button onClick={() => setAsking(false)}>Let it run</Button>
            <Button look="danger" onClick={cancel} busy={fetching}>
              Cancel the run
            </Button>
          </>
        }
      />
      {again && !loading && (
        <RunDialog
          workflowId={workflowId}
          open
          onOpenChange={onAgain}
          earlier={{ triggerNodeId, input: input.data?.run?.input as Json | undefined }}
        />
      )}
    </>
  );
}
