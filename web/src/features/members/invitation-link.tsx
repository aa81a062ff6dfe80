'use client';
import type { CreateInvitationMutation } from '@muster/schema/operations';
import { Check, Copy } from 'lucide-react';
import { Button, Dialog, Field, Input } from '../../ui';
import { useCopy } from '../../ui/use-copy';

type Mail = CreateInvitationMutation['createInvitation']['mail'];

const whatToDo = (email: string, mail: Mail): string => {
  if (mail === 'SENT') return `It was mailed to ${email}. You can also hand it over yourself.`;
  if (mail === 'FAILED') return `The mail to ${email} could not be sent. Hand the link over yourself.`;
  return `Hand it to ${email} yourself: this installation sends no mail.`;
};

interface InvitationLinkProps {
  email: string;
  link: string;
  mail: Mail;
  onClose: () => void;
}

/** The link of an invitation that was just made: to copy now, since it is never shown again. */
export function InvitationLink({ email, link, mail, onClose }: InvitationLinkProps) {
  const { copied, copy } = useCopy();
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={<span className="break-words">Link for {email}</span>}
      description={<span className="break-words">{whatToDo(email, mail)}</span>}
      width="narrow"
      footer={
        <Button look="primary" onClick={onClose}>
          Done
        </Button>
      }
    >
      <Field label="Invitation link" help="Shown this once. Inviting the same address again makes a new link.">
        <div className="flex gap-2">
          <Input
            readOnly
            value={link}
            spellCheck={false}
            onFocus={(event) => event.target.select()}
            className="font-mono"
          />
          <Button icon={copied ? <Check className="size-4" /> : <Copy className="size-4" />} onClick={() => copy(link)}>
            {copied ? 'Copied' : 'Copy'}
          </Button>
        </div>
      </Field>
    </Dialog>
  );
}
