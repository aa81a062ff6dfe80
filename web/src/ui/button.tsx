'use client';
import { Slot } from 'radix-ui';
import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn';
import { Spinner } from './spinner';

const looks = {
  primary: 'bg-ink text-paper border-ink hover:opacity-88',
  secondary: 'bg-surface text-ink border-line-2 hover:bg-sunken',
  quiet: 'bg-transparent text-ink border-transparent hover:bg-sunken',
  danger: 'bg-surface text-failed border-line-2 hover:border-failed',
} as const;

const sizes = {
  small: 'h-7 px-2.5 text-small gap-1.5',
  medium: 'h-8 px-3 text-base gap-2',
  large: 'h-10 px-4 text-base gap-2',
} as const;

interface ButtonProps extends ComponentProps<'button'> {
  look?: keyof typeof looks;
  size?: keyof typeof sizes;
  /** Shows a spinner and takes no clicks; the label stays, so that nothing jumps. */
  busy?: boolean;
  /** Gives its looks to its only child, for links. */
  asChild?: boolean;
  icon?: ReactNode;
}

/** Primary is ink; colour is for state. */
export function Button({
  look = 'secondary',
  size = 'medium',
  busy = false,
  asChild = false,
  icon,
  className,
  children,
  disabled,
  onClick,
  ...rest
}: ButtonProps) {
  const classes = cn(
    'inline-flex shrink-0 select-none items-center justify-center whitespace-nowrap rounded-control border font-medium transition-[background-color,border-color,opacity] pointer-coarse:min-h-10',
    'disabled:cursor-not-allowed disabled:opacity-50 aria-busy:cursor-progress',
    looks[look],
    sizes[size],
    className,
  );
  if (asChild) {
    return (
      <Slot.Root className={classes} {...rest}>
        {children}
      </Slot.Root>
    );
  }
  return (
    <button
      type="button"
      {...rest}
      className={classes}
      disabled={disabled}
      aria-busy={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
    >
      {busy ? <Spinner /> : icon}
      {children}
    </button>
  );
}
