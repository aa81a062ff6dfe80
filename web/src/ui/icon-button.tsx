'use client';
import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn';
import { Tooltip } from './tooltip';

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children' | 'aria-label'> {
  /** What it does; also the tooltip. */
  label: string;
  /** Keys that do the same, shown in the tooltip. */
  keys?: string;
  bordered?: boolean;
  children: ReactNode;
}

/** A square button with a picture; its label is its tooltip and its name. */
export function IconButton({ label, keys, bordered = false, className, children, ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label} {...(keys ? { keys } : {})}>
      <button
        type="button"
        aria-label={label}
        className={cn(
          'inline-flex size-8 shrink-0 items-center justify-center rounded-control border transition-[background-color,border-color] pointer-coarse:size-10',
          'text-ink-2 hover:bg-sunken hover:text-ink disabled:cursor-not-allowed disabled:opacity-50 aria-pressed:bg-sunken aria-pressed:text-ink',
          bordered ? 'border-line-2 bg-surface' : 'border-transparent',
          className,
        )}
        {...rest}
      >
        {children}
      </button>
    </Tooltip>
  );
}
