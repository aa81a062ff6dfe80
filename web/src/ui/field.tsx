'use client';
import { createContext, type ReactNode, useContext, useId } from 'react';
import { cn } from './cn';

interface FieldIds {
  control: string;
  describedBy: string | undefined;
  invalid: boolean;
}
const FieldContext = createContext<FieldIds | null>(null);

/** `id`, `aria-describedby` and `aria-invalid` for the control inside a `Field`; empty outside one. */
export function useFieldControl(): { id?: string; 'aria-describedby'?: string; 'aria-invalid'?: true } {
  const ids = useContext(FieldContext);
  if (!ids) return {};
  return {
    id: ids.control,
    ...(ids.describedBy ? { 'aria-describedby': ids.describedBy } : {}),
    ...(ids.invalid ? { 'aria-invalid': true as const } : {}),
  };
}

interface FieldProps {
  label: ReactNode;
  /** Small machine word at the right of the label, such as a type. */
  aside?: ReactNode;
  help?: ReactNode;
  /** A sentence saying what is wrong and how to mend it. */
  error?: string | undefined;
  optional?: boolean;
  className?: string;
  children: ReactNode;
}

/** A label, a control, and what helps or is wrong, tied together for screen readers. */
export function Field({ label, aside, help, error, optional, className, children }: FieldProps) {
  const id = useId();
  const helpId = help ? `${id}-help` : undefined;
  const errorId = error ? `${id}-error` : undefined;
  const describedBy = [errorId, helpId].filter(Boolean).join(' ') || undefined;
  return (
    <FieldContext.Provider value={{ control: id, describedBy, invalid: Boolean(error) }}>
      <div className={cn('flex min-w-0 flex-col gap-1.5', className)}>
        <div className="flex items-baseline justify-between gap-2">
          <label htmlFor={id} className="font-medium text-ink">
            {label}
            {optional && <span className="ml-1.5 font-normal text-ink-3">optional</span>}
          </label>
          {aside && <span className="machine text-ink-3">{aside}</span>}
        </div>
        {children}
        {error && (
          <p id={errorId} className="flex gap-1.5 text-small text-failed">
            <span aria-hidden="true">✕</span>
            <span className="min-w-0 break-words">{error}</span>
          </p>
        )}
        {help && (
          <p id={helpId} className="text-small text-ink-3">
            {help}
          </p>
        )}
      </div>
    </FieldContext.Provider>
  );
}
