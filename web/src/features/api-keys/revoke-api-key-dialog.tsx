'use client';
import { RevokeApiKeyDocument } from '@muster/schema/operations';
import { useState } from 'react';
import { useMutation } from 'urql';
import { describeError } from '../../api';
import { Button, Dialog, toast } from '../../ui';
import { FormTrouble } from '../auth/form-trouble';

interface RevokeProps {
  apiKey: { id: string; name: string };
  onClose: () => void;
  onRevoked: () => void;
}

/** Asks once more before a key stops working. */
export function RevokeApiKeyDialog({ apiKey, onClose, onRevoked }: RevokeProps) {
  const [problem, setProblem] = useState<string>();
  const [{ fetching }, revoke] = useMutation(RevokeApiKeyDocument);
  const confirm = async () => {
    const { data, error } = await revoke({ input: { id: apiKey.id } });
    const refused = data?.revokeApiKey.userErrors[0];
    if (data && !refused) {
      toast(`“${apiKey.name}” is revoked`);
      onRevoked();
      return onClose();
    }
    setProblem(refused?.message ?? (error ? describeError(error).detail : 'Try again.'));
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={<span className="break-words">Revoke “{apiKey.name}”?</span>}
      description="Programs that use it are shut out within seconds, for good. Runs they started go on."
      width="narrow"
      footer={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button look="danger" onClick={confirm} busy={fetching}>
            Revoke
          </Button>
        </>
      }
    >
      <FormTrouble message={problem} />
    </Dialog>
  );
}
