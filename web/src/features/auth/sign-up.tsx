'use client';
import { zodResolver } from '@hookform/resolvers/zod';
import { InstallationDocument } from '@muster/schema/operations';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { useQuery } from 'urql';
import { Button, Field, Input } from '../../ui';
import { authClient } from './auth-client';
import { type SignUpForm, signUpForm } from './auth-form.schema';
import { AuthFrame } from './auth-frame';
import { describeAuthFailure } from './auth-trouble';
import { FormTrouble } from './form-trouble';
import { PasswordInput } from './password-input';
import { safeNext } from './paths';
import { useLeaveWhenSignedIn } from './use-leave-when-signed-in';

export function SignUp() {
  const params = useSearchParams();
  const next = safeNext(params.get('next'));
  const [installation] = useQuery({ query: InstallationDocument });
  useLeaveWhenSignedIn(next);
  const [known, setKnown] = useState<string | null>(null);
  const { register, handleSubmit, setError, formState } = useForm<SignUpForm>({
    resolver: zodResolver(signUpForm),
    defaultValues: { name: '', email: '', password: '' },
  });
  const { errors, isSubmitting, isSubmitSuccessful } = formState;
  const failed = Boolean(errors.root ?? errors.email ?? errors.password ?? errors.name);

  const submit = handleSubmit(async (values) => {
    setKnown(null);
    const answer = await authClient.signUp.email(values).catch(() => null);
    if (answer?.data) return window.location.assign(next);
    const trouble = describeAuthFailure(answer?.error ?? null);
    setError(trouble.field ?? 'root', { message: trouble.message }, { shouldFocus: true });
    if (trouble.known) setKnown(values.email);
  });

  const signIn = new URLSearchParams({ ...(next === '/' ? {} : { next }), ...(known ? { email: known } : {}) });
  const mode = installation.data?.installation.signUp;
  if (mode === 'INVITE' && !params.has('invitation')) return <InvitationNeeded signIn={signIn} />;

  return (
    <AuthFrame
      title={mode === 'FIRST' ? 'Create the first account' : 'Create your account'}
      lead="You get a workspace of your own, with examples to look at and change."
    >
      <form onSubmit={submit} noValidate className="flex flex-col gap-4">
        <FormTrouble message={errors.root?.message} />
        <Field label="Name" error={errors.name?.message}>
          <Input autoComplete="name" className="h-10" {...register('name')} />
        </Field>
        <Field label="E-mail" error={errors.email?.message}>
          <Input type="email" autoComplete="email" className="h-10" {...register('email')} />
        </Field>
        <Field label="Password" help="At least 8 characters." error={errors.password?.message}>
          <PasswordInput autoComplete="new-password" {...register('password')} />
        </Field>
        <Button type="submit" look="primary" size="large" busy={isSubmitting || (isSubmitSuccessful && !failed)}>
          Create account
        </Button>
      </form>
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
      Have an account?{' '}
      <Link
        href={signIn.size === 0 ? '/sign-in' : `/sign-in?${signIn}`}
        className="font-medium text-ink underline underline-offset-2"
      >
        Sign in
      </Link>
    </p>
  );
}
