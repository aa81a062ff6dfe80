'use client';
import { zodResolver } from '@hookform/resolvers/zod';
import { useSearchParams } from 'next/navigation';
import { useForm } from 'react-hook-form';
import { Button, Field, Input } from '../../ui';
import { authClient } from './auth-client';
import { type SignInForm, signInForm } from './auth-form.schema';
import { AuthFrame } from './auth-frame';
import { AuthLink } from './auth-link';
import { describeAuthFailure } from './auth-trouble';
import { FormTrouble } from './form-trouble';
import { PasswordInput } from './password-input';
import { safeNext } from './paths';
import { useLeaveWhenSignedIn } from './use-leave-when-signed-in';

export function SignIn() {
  const params = useSearchParams();
  const next = safeNext(params.get('next'));
  useLeaveWhenSignedIn(next);
  const { register, handleSubmit, setError, formState } = useForm<SignInForm>({
    resolver: zodResolver(signInForm),
    defaultValues: { email: params.get('email') ?? '', password: '' },
  });
  const { errors, isSubmitting, isSubmitSuccessful } = formState;

  const submit = handleSubmit(async (values) => {
    const answer = await authClient.signIn.email(values).catch(() => null);
    if (answer?.data) return window.location.assign(next);
    setError('root', { message: describeAuthFailure(answer?.error ?? null).message });
  });

  return (
    <AuthFrame title="Sign in" lead="Your workflows and their runs are waiting.">
      <form onSubmit={submit} noValidate className="flex flex-col gap-4">
        <FormTrouble message={errors.root?.message} />
        <Field label="E-mail" error={errors.email?.message}>
          <Input type="email" autoComplete="email" className="h-10" {...register('email')} />
        </Field>
        <Field label="Password" error={errors.password?.message}>
          <PasswordInput autoComplete="current-password" {...register('password')} />
        </Field>
        <Button type="submit" look="primary" size="large" busy={isSubmitting || (isSubmitSuccessful && !errors.root)}>
          Sign in
        </Button>
      </form>
      <p className="text-ink-2">
        <AuthLink href="/forgot-password">Forgot password?</AuthLink>
      </p>
      <p className="text-ink-2">
        New here?{' '}
        <AuthLink href={next === '/' ? '/sign-up' : `/sign-up?next=${encodeURIComponent(next)}`}>
          Create an account
        </AuthLink>
      </p>
    </AuthFrame>
  );
}
