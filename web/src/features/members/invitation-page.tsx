'use client';
import { InvitationDocument, type InvitationQuery } from '@muster/schema/operations';
import { useState } from 'react';
import { useQuery } from 'urql';
import { describeError } from '../../api';
import { Button, ErrorState, Skeleton } from '../../ui';
import { AccountForm } from '../auth/account-form';
import { authClient } from '../auth/auth-client';
import { AuthFrame } from '../auth/auth-frame';
import { AuthLink } from '../auth/auth-link';
import { FormTrouble } from '../auth/form-trouble';
import { useLinkToken } from '../auth/use-link-token';
import { roleLabel } from './roles';
import { keptInvitation, useAcceptInvitation } from './use-accept-invitation';

type Acceptance = ReturnType<typeof useAcceptInvitation>;
type Open = NonNullable<InvitationQuery['invitation']>;

/** Where the link of an invitation leads: says what it is for, and lets the right person in. */
export function InvitationPage() {
  const token = useLinkToken(keptInvitation);
  const session = authClient.useSession();
  const [{ data, error, fetching }, reload] = useQuery({
    query: InvitationDocument,
    variables: { token: token ?? '' },
    pause: token === null,
    requestPolicy: 'network-only',
  });
  const acceptance = useAcceptInvitation(token ?? '');
  const invitation = data?.invitation;

  if (error && !data)
    return (
      <AuthFrame title="Invitation" lead=" ">
        <ErrorState title={describeError(error).title} onRetry={reload} retrying={fetching} className="p-0">
          {describeError(error).detail}
        </ErrorState>
      </AuthFrame>
    );
  if (!data || session.isPending)
    return (
      <AuthFrame title="Invitation" lead=" ">
        <div role="status" className="flex flex-col gap-4">
          <span className="sr-only">Loading the invitation</span>
          <Skeleton className="h-10" />
          <Skeleton className="h-10" />
        </div>
      </AuthFrame>
    );
  if (!invitation || !token)
    return (
      <AuthFrame
        title="This invitation does not work"
        lead="It was used, revoked, or has expired, or a part of the link is missing. Ask for a new one."
      >
        <p className="text-ink-2">
          <AuthLink href="/">Go to Muster</AuthLink>
        </p>
      </AuthFrame>
    );
  const email = session.data?.user.email;
  return (
    <AuthFrame
      title={`Join “${invitation.workspaceName}”`}
      lead={`${invitation.invitedBy} invites you as ${roleLabel(invitation.role).toLowerCase()}.`}
    >
      {email === undefined && <Newcomer invitation={invitation} token={token} acceptance={acceptance} />}
      {email === invitation.email && <Join acceptance={acceptance} />}
      {email !== undefined && email !== invitation.email && <SomeoneElse invitation={invitation} email={email} />}
    </AuthFrame>
  );
}

/** Nobody is signed in: an account is made on the spot. */
function Newcomer({ invitation, token, acceptance }: { invitation: Open; token: string; acceptance: Acceptance }) {
  return (
    <>
      <FormTrouble message={acceptance.problem} />
      <AccountForm
        invited={{ email: invitation.email, token }}
        onCreated={() => void acceptance.accept()}
        onKnown={() => undefined}
      />
      <p className="text-ink-2">
        Have an account?{' '}
        <AuthLink href={`/sign-in?next=%2Finvite&email=${encodeURIComponent(invitation.email)}`}>Sign in</AuthLink>
      </p>
    </>
  );
}

function Join({ acceptance: { accept, busy, problem } }: { acceptance: Acceptance }) {
  return (
    <div className="flex flex-col gap-4">
      <FormTrouble message={problem} />
      <Button look="primary" size="large" busy={busy} onClick={accept}>
        Join the workspace
      </Button>
      <p className="text-ink-2">Your own workspace stays. You switch between them in the account menu.</p>
    </div>
  );
}

function SomeoneElse({ invitation, email }: { invitation: Open; email: string }) {
  const [busy, setBusy] = useState(false);
  const signOut = async () => {
    setBusy(true);
    await authClient.signOut().catch(() => null);
    window.location.reload();
  };
  return (
    <div className="flex flex-col gap-4">
      <p className="break-words">
        This invitation is for <strong className="font-medium">{invitation.email}</strong>, and you are signed in as{' '}
        <strong className="font-medium">{email}</strong>.
      </p>
      <Button look="primary" size="large" busy={busy} onClick={signOut}>
        Sign out to go on
      </Button>
      <p className="text-ink-2">
        <AuthLink href="/">Stay signed in</AuthLink>
      </p>
    </div>
  );
}
