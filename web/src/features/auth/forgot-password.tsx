'use client';
import { InstallationDocument } from '@muster/schema/operations';
import { useSearchParams } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { useQuery } from 'urql';
import { describeError } from '../../api';
import { Button, ErrorState, Field, Input, Skeleton } from '../../ui';
import { authClient } from './auth-client';
import { emailField } from './auth-form.schema';
import { AuthFrame } from './auth-frame';
import { AuthLink } from './auth-link';
import { describeAuthFailure } from './auth-trouble';
import { FormTrouble } from './form-trouble';

/** The way to a new password: by mail where this installation sends mail, else by whoever runs it. */
export function ForgotPassword() {
  const [{ data, error, fetching }, reload] = useQuery({ query: InstallationDocument });
  const [sentTo, setSentTo] = useState<string | null>(null);
  const lead = { MAIL: 'You get a link by mail that sets a new one.', OPERATOR: 'This installation sends no mail.' };
  const way = data?.installation.passwordReset;
  return (
    <AuthFrame title="Forgot your password?" lead={way ? lead[way] : ' '}>
      {!way && error && (
        <ErrorState title={describeError(error).title} onRetry={reload} retrying={fetching} className="p-0">
          {describeError(error).detail}
        </ErrorState>
      )}
      {!way && !error && <Skeleton className="h-10" />}
      {way === 'MAIL' &&
        (sentTo === null ? (
          <AskForMail onSent={setSentTo} />
        ) : (
          <p role="status" className="break-words">
            If there is an account with the address <strong className="font-medium">{sentTo}</strong>, a link is on its
            way. It works once, for one hour.
          </p>
        ))}
      {way === 'OPERATOR' && (
        <div className="flex flex-col gap-3">
          <p>Ask the person who runs this installation for a link. They get it with this command:</p>
          <pre className="overflow-x-auto rounded-control bg-sunken px-3 py-2.5 font-mono text-small whitespace-pre-wrap">
            npm run reset-password -- you@example.com
          </pre>
          <p className="text-ink-2">The link sets a new password, once, within an hour.</p>
        </div>
      )}
      <p className="text-ink-2">
        Remembered it? <AuthLink href="/sign-in">Sign in</AuthLink>
      </p>
    </AuthFrame>
  );
}

function AskForMail({ onSent }: { onSent: (email: string) => void }) {
  const [email, setEmail] = useState(useSearchParams().get('email') ?? '');
  const [problem, setProblem] = useState<{ email?: string | undefined; form?: string }>({});
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const parsed = emailField.safeParse(email);
    if (!parsed.success) return setProblem({ email: parsed.error.issues[0]?.message });
    setProblem({});
    setBusy(true);
    const answer = await authClient.requestPasswordReset({ email: parsed.data }).catch(() => null);
    setBusy(false);
    if (answer?.data) return onSent(parsed.data);
    setProblem({ form: describeAuthFailure(answer?.error ?? null).message });
  };
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      <FormTrouble message={problem.form} />
      <Field label="E-mail" error={problem.email}>
        <Input
          type="email"
          autoComplete="email"
          className="h-10"
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
      </Field>
      <Button type="submit" look="primary" size="large" busy={busy}>
        Send link
      </Button>
    </form>
  );
}
