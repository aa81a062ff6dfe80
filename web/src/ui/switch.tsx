'use client';
import { Switch as Radix } from 'radix-ui';
import type { ComponentProps } from 'react';
import { cn } from './cn';
import { useFieldControl } from './field';

/** On or off, at once. */
export function Switch({ className, ...rest }: ComponentProps<typeof Radix.Root>) {
  return (
    <Radix.Root
      className={cn(
        'relative h-5 w-9 shrink-0 rounded-full border border-line-2 bg-sunken transition-[background-color] data-[state=checked]:border-ink data-[state=checked]:bg-ink disabled:opacity-50',
        className,
      )}
      {...useFieldControl()}
      {...rest}
    >
      <Radix.Thumb className="block size-3.5 translate-x-[3px] rounded-full bg-ink-3 transition-transform data-[state=checked]:translate-x-[17px] data-[state=checked]:bg-paper" />
    </Radix.Root>
  );
}
