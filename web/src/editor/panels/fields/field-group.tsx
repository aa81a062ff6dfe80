'use client';
import { type ReactNode, useId } from 'react';

interface FieldGroupProps {
  label: ReactNode;
  help?: string | undefined;
  error?: string | undefined;
  aside?: ReactNode;
  children: ReactNode;
}

/** Several controls under one label: a condition, a list, a schema. Looks like a `Field`. */
export function FieldGroup({ label, help, error, aside, children }: FieldGroupProps) {
  const id = useId();
  return (
    <fieldset
      className="flex min-w-0 flex-col gap-1.5"
      aria-describedby={[error && `${id}-error`, help && `${id}-help`].filter(Boolean).join(' ') || undefined}
    >
      <div className="flex items-baseline justify-between gap-2">
        <legend className="float-left font-medium text-ink">{label}</legend>
        {aside && <span className="machine text-ink-3">{aside}</span>}
      </div>
      {children}
      {error && (
        <p id={`${id}-error`} className="flex gap-1.5 text-small text-failed">
          <span aria-hidden="true">✕</span>
          <span className="min-w-0 break-words">{error}</span>
        </p>
      )}
      {help && (
        <p id={`${id}-help`} className="text-small text-ink-3">
          {help}
        </p>
      )}
    </fieldset>
  );
}
