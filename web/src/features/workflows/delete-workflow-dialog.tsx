'use client';
import { DeleteWorkflowDocument } from '@muster/schema/operations';
import { useState } from 'react';
import { useMutation } from 'urql';
import { describeError } from '../../api';
import { Button, Dialog, toast } from '../../ui';
import { FormTrouble } from '../auth/form-trouble';

interface DeleteProps {
  workflow: { id: string; name: string };
  onClose: () => void;
  onDeleted: () => void;
}

/** Asks once more before a workflow goes. */
export function DeleteWorkflowDialog({ workflow, onClose, onDeleted }: DeleteProps) {
  const [problem, setProblem] = useState<string>();
  const [{ fetching }, remove] = useMutation(DeleteWorkflowDocument);

  const confirm = async () => {
    const { data, error } = await remove({ input: { workflowId: workflow.id } });
    if (data?.deleteWorkflow.workflowId) {
      toast(`“${workflow.name}” is deleted`);
      onDeleted();
      return onClose();
    }
    setProblem(data?.deleteWorkflow.userErrors[0]?.message ?? (error && describeError(error).detail) ?? 'Try again.');
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={<span className="break-words">Delete “{workflow.name}”?</span>}
      description="Its draft and its versions go with it, for good. Runs that are under way go on to their end."
      width="narrow"
      footer={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button look="danger" onClick={confirm} busy={fetching}>
            Delete
          </Button>
        </>
      }
    >
      <FormTrouble message={problem} />
    </Dialog>
  );
}
