'use client';
import { CreateInvitationDocument, type CreateInvitationMutation } from '@muster/schema/operations';
import { type FormEvent, useState } from 'react';
import { useMutation } from 'urql';
import { describeError } from '../../api';
import { Button, Dialog, Field, Input, Select } from '../../ui';
import { FormTrouble } from '../auth/form-trouble';
import { InvitationLink } from './invitation-link';
import { type Role, rolesToGive } from './roles';

type Made = CreateInvitationMutation['createInvitation'];

interface InviteDialogProps {
  /** The role of the person who invites. */
  own: Role;
  onClose: () => void;
  onInvited: () => void;
}

/** Invites an address, then shows the link, once. */
export function InviteDialog({ own, onClose, onInvited }: InviteDialogProps) {
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('MEMBER');
  const [problem, setProblem] = useState<{ email?: string; form?: string }>({});
  const [made, setMade] = useState<Made | null>(null);
  const [{ fetching }, create] = useMutation(CreateInvitationDocument);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setProblem({});
    if (email.trim() === '') return setProblem({ email: 'Write the e-mail address of the person to invite.' });
    const { data, error } = await create({ input: { email: email.trim(), role } });
    const refused = data?.createInvitation.userErrors[0];
    if (data?.createInvitation.link) {
      onInvited();
      return setMade(data.createInvitation);
    }
    if (refused?.path?.includes('email')) setProblem({ email: refused.message });
    else setProblem({ form: refused?.message ?? (error ? describeError(error).detail : 'Try again.') });
  };

  if (made?.link && made.invitation)
    return <InvitationLink email={made.invitation.email} link={made.link} mail={made.mail} onClose={onClose} />;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Invite to the workspace"
      description="You get a link for one person. It works once, for seven days."
      width="narrow"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form="invite" look="primary" busy={fetching}>
            Invite
          </Button>
        </>
      }
    >
      <form id="invite" onSubmit={submit} noValidate className="flex flex-col gap-4">
        <FormTrouble message={problem.form} />
        <Field label="E-mail" help="Only an account with this address can accept." error={problem.email}>
          <Input
            autoFocus
            type="email"
            autoComplete="off"
            placeholder="grace@example.com"
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
        </Field>
        <Field label="Role">
          <Select value={role} onValueChange={(next) => setRole(next as Role)} options={rolesToGive(own)} />
        </Field>
      </form>
    </Dialog>
  );
}
