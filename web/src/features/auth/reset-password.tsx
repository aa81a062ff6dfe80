'use client';
import { type FormEvent, useState } from 'react';
import { Button, Field } from '../../ui';
import { authClient } from './auth-client';
import { passwordField } from './auth-form.schema';
import { AuthFrame } from './auth-frame';
import { AuthLink } from './auth-link';
import { describeAuthFailure } from './auth-trouble';
import { FormTrouble } from './form-trouble';
import { PasswordInput } from './password-input';
import { useLinkToken } from './use-link-token';

/** Sets a new password with the token of a link. */
export function ResetPassword() {
  const token = useLinkToken();
  const [state, setState] = useState<'asking' | 'used' | 'done'>('asking');
  if (state === 'done')
    return (
      <AuthFrame title="Your new password is set" lead="You were signed out everywhere.">
        <Button asChild look="primary" size="large">
          <a href="/sign-in">Sign in</a>
        </Button>
      </AuthFrame>
    );
  if (state === 'used' || token === '')
    return (
      <AuthFrame
        title="This link does not work"
        lead="It was used, it is older than an hour, or a part of it is missing."
      >
        <p className="text-ink-2">
          <AuthLink href="/forgot-password">Get a new link</AuthLink>
        </p>
      </AuthFrame>
    );
  return (
    <AuthFrame title="Set a new password" lead="You are signed out everywhere when it is set.">
      <NewPassword token={token} onDone={() => setState('done')} onUsed={() => setState('used')} />
    </AuthFrame>
  );
}

interface NewPasswordProps {
  /** Null until the page has read its address. */
  token: string | null;
  onDone: () => void;
  onUsed: () => void;
}

function NewPassword({ token, onDone, onUsed }: NewPasswordProps) {
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<{ password?: string | undefined; form?: string }>({});
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const parsed = passwordField.safeParse(password);
    if (!parsed.success) return setProblem({ password: parsed.error.issues[0]?.message });
    if (token === null) return;
    setProblem({});
    setBusy(true);
    const answer = await authClient.resetPassword({ newPassword: parsed.data, token }).catch(() => null);
    setBusy(false);
    if (answer?.data) return onDone();
    if (answer?.error.code === 'INVALID_TOKEN') return onUsed();
    setProblem({ form: describeAuthFailure(answer?.error ?? null).message });
  };
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      <FormTrouble message={problem.form} />
      <Field label="New password" help="At least 8 characters." error={problem.password}>
        <PasswordInput
          autoComplete="new-password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
      </Field>
      <Button type="submit" look="primary" size="large" busy={busy}>
        Set password
      </Button>
    </form>
  );
}
