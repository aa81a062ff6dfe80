'use client';
import { type ComponentProps, useEffect, useId, useState } from 'react';
import { Input } from '../../../ui/input';

interface CommitInputProps extends Omit<ComponentProps<typeof Input>, 'value' | 'onChange'> {
  value: string;
  onCommit: (value: string) => void;
  /** Why a value cannot be used, in a sentence; empty when it can. */
  refuse?: (value: string) => string;
}

const accept = () => '';

/** One line of text that counts when it is left or Enter is pressed: for ids and names others depend on. */
export function CommitInput({ value, onCommit, refuse = accept, ...rest }: CommitInputProps) {
  const [draft, setDraft] = useState(value);
  const id = useId();
  useEffect(() => setDraft(value), [value]);
  const problem = draft === value ? '' : refuse(draft);
  const commit = () => {
    if (draft !== value && problem === '') onCommit(draft);
  };
  return (
    <span className="flex min-w-0 flex-1 flex-col gap-0.5">
      <Input
        {...rest}
        value={draft}
        {...(problem ? { 'aria-invalid': true, 'aria-describedby': id } : {})}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit();
          if (event.key === 'Escape') setDraft(value);
        }}
      />
      <span id={id} role="status" className="text-small text-failed empty:hidden">
        {problem}
      </span>
    </span>
  );
}

/** Refuses an empty name and one that others have. */
export const uniqueAmong =
  (taken: readonly string[]) =>
  (name: string): string =>
    name === '' ? 'Enter a name.' : taken.includes(name) ? 'Duplicate name. Choose another.' : '';
