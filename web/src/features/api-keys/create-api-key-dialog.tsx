'use client';
import { CreateApiKeyDocument } from '@muster/schema/operations';
import { Checkbox } from 'radix-ui';
import { type FormEvent, useId, useState } from 'react';
import { useMutation } from 'urql';
import { describeError } from '../../api';
import { Button, Dialog, Field, Input } from '../../ui';
import { FormTrouble } from '../auth/form-trouble';
import { NewSecret } from './new-secret';

const scopes = [
  { value: 'workflows:read', label: 'Read workflows' },
  { value: 'workflows:write', label: 'Change and publish workflows' },
  { value: 'runs:read', label: 'Read and follow runs' },
  { value: 'runs:write', label: 'Start and cancel runs' },
] as const;

/** Makes a key, then shows its secret, once. */
export function CreateApiKeyDialog({ onClose, onCreated }: { onClose: () => void; onCreated: () => void }) {
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<readonly string[]>(scopes.map((scope) => scope.value));
  const [problem, setProblem] = useState<{ name?: string; form?: string }>({});
  const [secret, setSecret] = useState<string | null>(null);
  const [{ fetching }, create] = useMutation(CreateApiKeyDocument);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === '') return setProblem({ name: 'Give it a name, such as the program that will use it.' });
    if (chosen.length === 0) return setProblem({ form: 'Allow at least one thing.' });
    const { data, error } = await create({ input: { name: name.trim(), scopes: [...chosen] } });
    const made = data?.createApiKey.secret;
    if (made) {
      onCreated();
      return setSecret(made);
    }
    const refused = data?.createApiKey.userErrors[0];
    if (refused?.path?.includes('name')) setProblem({ name: refused.message });
    else setProblem({ form: refused?.message ?? (error ? describeError(error).detail : 'Try again.') });
  };

  if (secret !== null) return <NewSecret name={name.trim()} secret={secret} onClose={onClose} />;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="New API key"
      width="narrow"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form="create-api-key" look="primary" busy={fetching}>
            Make key
          </Button>
        </>
      }
    >
      <form id="create-api-key" onSubmit={submit} noValidate className="flex flex-col gap-4">
        <FormTrouble message={problem.form} />
        <Field label="Name" error={problem.name}>
          <Input
            autoFocus
            autoComplete="off"
            placeholder="Nightly script"
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
        <fieldset className="flex flex-col gap-1">
          <legend className="mb-1.5 font-medium">What it may do</legend>
          {scopes.map((scope) => (
            <Scope
              key={scope.value}
              {...scope}
              checked={chosen.includes(scope.value)}
              onChange={(on) =>
                setChosen(on ? [...chosen, scope.value] : chosen.filter((value) => value !== scope.value))
              }
            />
          ))}
        </fieldset>
      </form>
    </Dialog>
  );
}

interface ScopeProps {
  value: string;
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}

function Scope({ value, label, checked, onChange }: ScopeProps) {
  const id = useId();
  return (
    <div className="flex items-center gap-2.5 py-1 pointer-coarse:py-2">
      <Checkbox.Root
        id={id}
        checked={checked}
        onCheckedChange={(next) => onChange(next === true)}
        className="grid size-4.5 shrink-0 place-items-center rounded-[4px] border border-line-2 bg-surface data-[state=checked]:border-ink data-[state=checked]:bg-ink"
      >
        <Checkbox.Indicator className="text-paper">
          <svg viewBox="0 0 16 16" className="size-3.5" fill="none" aria-hidden="true">
            <path d="m3.5 8.5 3 3 6-7" stroke="currentColor" strokeWidth="2" />
          </svg>
        </Checkbox.Indicator>
      </Checkbox.Root>
      <label htmlFor={id} className="flex-1">
        {label}
      </label>
      <code className="machine text-ink-3">{value}</code>
    </div>
  );
}
