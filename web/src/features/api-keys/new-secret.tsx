'use client';
import { Check, Copy } from 'lucide-react';
import { Button, Dialog, Field, Input } from '../../ui';
import { useCopy } from '../../ui/use-copy';

/** The secret of a key that was just made: to copy now, since it is never shown again. */
export function NewSecret({ name, secret, onClose }: { name: string; secret: string; onClose: () => void }) {
  const { copied, copy } = useCopy();
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={<span className="break-words">“{name}” is made</span>}
      description="Copy the secret now. We keep only a fingerprint of it, so it cannot be shown again."
      width="narrow"
      footer={
        <Button look="primary" onClick={onClose}>
          I have it
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        <Field label="Secret">
          <div className="flex gap-2">
            <Input
              readOnly
              value={secret}
              spellCheck={false}
              onFocus={(event) => event.target.select()}
              className="font-mono"
            />
            <Button
              icon={copied ? <Check className="size-4" /> : <Copy className="size-4" />}
              onClick={() => copy(secret)}
            >
              {copied ? 'Copied' : 'Copy'}
            </Button>
          </div>
        </Field>
        <p className="text-small text-ink-2">
          Send it as <code className="machine rounded-[4px] bg-sunken px-1">Authorization: Bearer …</code> to{' '}
          <code className="machine rounded-[4px] bg-sunken px-1">/graphql</code>.
        </p>
      </div>
    </Dialog>
  );
}
