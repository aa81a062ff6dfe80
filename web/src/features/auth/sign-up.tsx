'use client';
import { InstallationDocument } from '@muster/schema/operations';
import { useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { useQuery } from 'urql';
import { AccountForm } from './account-form';
import { AuthFrame } from './auth-frame';
import { AuthLink } from './auth-link';
import { safeNext } from './paths';
import { useLeaveWhenSignedIn } from './use-leave-when-signed-in';

export function SignUp() {
  const next = safeNext(useSearchParams().get('next'));
  const [installation] = useQuery({ query: InstallationDocument });
  useLeaveWhenSignedIn(next);
  const [known, setKnown] = useState<string | null>(null);
  const signIn = new URLSearchParams({ ...(next === '/' ? {} : { next }), ...(known ? { email: known } : {}) });
  const mode = installation.data?.installation.signUp;
  if (mode === 'INVITE') return <InvitationNeeded signIn={signIn} />;

  return (
    <AuthFrame
      title={mode === 'FIRST' ? 'Create the first account' : 'Create your account'}
      lead="You get a workspace of your own, with examples to look at and change."
    >
      <AccountForm onCreated={() => window.location.assign(next)} onKnown={setKnown} />
      <SignInInstead signIn={signIn} />
    </AuthFrame>
  );
}

function InvitationNeeded({ signIn }: { signIn: URLSearchParams }) {
  return (
    <AuthFrame
      title="Sign-up needs an invitation"
      lead="Ask a member of a workspace to invite you, then open the link you get."
    >
      <SignInInstead signIn={signIn} />
    </AuthFrame>
  );
}

function SignInInstead({ signIn }: { signIn: URLSearchParams }) {
  return (
    <p className="text-ink-2">
      Have an account? <AuthLink href={signIn.size === 0 ? '/sign-in' : `/sign-in?${signIn}`}>Sign in</AuthLink>
    </p>
  );
}
