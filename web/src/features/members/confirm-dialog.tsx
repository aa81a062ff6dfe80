'use client';
import { useState } from 'react';
import type { CombinedError } from 'urql';
import { describeError } from '../../api';
import { Button, Dialog, toast } from '../../ui';
import { FormTrouble } from '../auth/form-trouble';

interface Outcome {
  error?: CombinedError | undefined;
  userErrors?: readonly { message: string }[] | undefined;
}

interface ConfirmDialogProps {
  title: string;
  description: string;
  /** The word on the button that does it. */
  action: string;
  /** What to say when it was done. */
  done?: string;
  onConfirm: () => Promise<Outcome>;
  onDone: () => void;
  onClose: () => void;
}

/** Asks once more before something that cannot be taken back. */
export function ConfirmDialog({ title, description, action, done, onConfirm, onDone, onClose }: ConfirmDialogProps) {
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const confirm = async () => {
    setBusy(true);
    const { error, userErrors } = await onConfirm();
    setBusy(false);
    const refused = userErrors?.[0]?.message;
    if (error || refused) return setProblem(refused ?? (error ? describeError(error).detail : undefined));
    if (done) toast(done);
    onClose();
    onDone();
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={<span className="break-words">{title}</span>}
      description={description}
      width="narrow"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="danger" onClick={confirm} busy={busy}>
            {action}
          </Button>
        </>
      }
    >
      <FormTrouble message={problem} />
    </Dialog>
  );
}
