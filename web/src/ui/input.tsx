'use client';
import type { ComponentProps } from 'react';
import { cn } from './cn';
import { useFieldControl } from './field';

/** Looks that every control with text in it shares. */
export const controlLook =
  'w-full min-w-0 rounded-control border border-line-2 bg-surface text-base text-ink transition-[border-color] hover:border-ink-3 focus-visible:border-ink focus-visible:outline-1 focus-visible:outline-offset-0 disabled:cursor-not-allowed disabled:opacity-60 aria-invalid:border-failed max-sm:text-[1rem]';

/** One line of text. */
export function Input({ className, ...rest }: ComponentProps<'input'>) {
  return (
    <input className={cn(controlLook, 'h-8 px-2.5 pointer-coarse:h-10', className)} {...useFieldControl()} {...rest} />
  );
}

/** Several lines of text; `mono` for JSON and code. */
export function Textarea({ className, mono = false, ...rest }: ComponentProps<'textarea'> & { mono?: boolean }) {
  return (
    <textarea
      className={cn(
        controlLook,
        'scroll-quiet min-h-20 resize-y px-2.5 py-1.5 leading-normal',
        mono && 'font-mono text-small',
        className,
      )}
      {...useFieldControl()}
      {...rest}
    />
  );
}
