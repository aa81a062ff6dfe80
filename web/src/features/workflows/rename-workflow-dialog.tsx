'use client';
import { RenameWorkflowDocument } from '@muster/schema/operations';
import { type FormEvent, useState } from 'react';
import { useMutation } from 'urql';
import { describeError } from '../../api';
import { Button, Dialog, Field, Input } from '../../ui';

interface RenameProps {
  workflow: { id: string; name: string };
  onClose: () => void;
  onRenamed: () => void;
}

/** Gives a workflow another name. Its runs and its address keep theirs. */
export function RenameWorkflowDialog({ workflow, onClose, onRenamed }: RenameProps) {
  const [name, setName] = useState(workflow.name);
  const [problem, setProblem] = useState<string>();
  const [{ fetching }, rename] = useMutation(RenameWorkflowDocument);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === '') return setProblem('Give it a name.');
    const { data, error } = await rename({ input: { workflowId: workflow.id, name: name.trim() } });
    if (data?.renameWorkflow.workflow) {
      onRenamed();
      return onClose();
    }
    setProblem(data?.renameWorkflow.userErrors[0]?.message ?? (error && describeError(error).detail) ?? 'Try again.');
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Rename"
      width="narrow"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form="rename-workflow" look="primary" busy={fetching}>
            Rename
          </Button>
        </>
      }
    >
      <form id="rename-workflow" onSubmit={submit} noValidate>
        <Field label="Name" error={problem}>
          <Input autoFocus autoComplete="off" value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
      </form>
    </Dialog>
  );
}
