'use client';
import { zodResolver } from '@hookform/resolvers/zod';
import { useForm } from 'react-hook-form';
import { Button, Field, Input } from '../../ui';
import { authClient } from './auth-client';
import { type SignUpForm, signUpForm } from './auth-form.schema';
import { describeAuthFailure } from './auth-trouble';
import { FormTrouble } from './form-trouble';
import { PasswordInput } from './password-input';

interface AccountFormProps {
  /** The address an invitation is for; it cannot be changed. */
  invited?: { email: string; token: string };
  /** The account is there, and its session. */
  onCreated: () => void;
  /** There is an account with this address already. */
  onKnown: (email: string) => void;
}

/** Name, address and password of a new account. */
export function AccountForm({ invited, onCreated, onKnown }: AccountFormProps) {
  const { register, handleSubmit, setError, formState } = useForm<SignUpForm>({
    resolver: zodResolver(signUpForm),
    defaultValues: { name: '', email: invited?.email ?? '', password: '' },
  });
  const { errors, isSubmitting, isSubmitSuccessful } = formState;
  const failed = Boolean(errors.root ?? errors.email ?? errors.password ?? errors.name);

  const submit = handleSubmit(async (values) => {
    const account = { ...values, ...(invited ? { invitation: invited.token } : {}) };
    const answer = await authClient.signUp.email(account).catch(() => null);
    if (answer?.data) return onCreated();
    const trouble = describeAuthFailure(answer?.error ?? null);
    setError(trouble.field ?? 'root', { message: trouble.message }, { shouldFocus: true });
    if (trouble.known) onKnown(values.email);
  });

  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      <FormTrouble message={errors.root?.message} />
      <Field label="Name" error={errors.name?.message}>
        <Input autoComplete="name" className="h-10" {...register('name')} />
      </Field>
      <Field label="E-mail" error={errors.email?.message} help={invited && 'The invitation is for this address.'}>
        <Input type="email" autoComplete="email" className="h-10" readOnly={Boolean(invited)} {...register('email')} />
      </Field>
      <Field label="Password" help="At least 8 characters." error={errors.password?.message}>
        <PasswordInput autoComplete="new-password" {...register('password')} />
      </Field>
      <Button type="submit" look="primary" size="large" busy={isSubmitting || (isSubmitSuccessful && !failed)}>
        {invited ? 'Create account and join' : 'Create account'}
      </Button>
    </form>
  );
}
