'use client';
import { Check, ChevronDown } from 'lucide-react';
import { Select as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { cn } from './cn';
import { useFieldControl } from './field';
import { controlLook } from './input';
import { useNonce } from './nonce';

export interface SelectOption {
  value: string;
  label: ReactNode;
  /** Small second line. */
  hint?: string;
  disabled?: boolean;
}

// Radix keeps the empty string for "nothing chosen", but "none" is a choice people make.
const emptyValue = '__none';
const inner = (value: string): string => (value === '' ? emptyValue : value);

interface SelectProps {
  value: string | undefined;
  onValueChange: (value: string) => void;
  options: readonly SelectOption[];
  placeholder?: string;
  disabled?: boolean;
  className?: string;
  /** Needed only outside a `Field`. */
  'aria-label'?: string;
}

/** One of a few. An option's value may be empty. */
export function Select({ value, onValueChange, options, placeholder, disabled, className, ...rest }: SelectProps) {
  const nonce = useNonce();
  const known = value !== undefined && options.some((option) => option.value === value);
  return (
    <Radix.Root
      {...(known ? { value: inner(value) } : { value: '' })}
      onValueChange={(next) => onValueChange(next === emptyValue ? '' : next)}
      disabled={disabled ?? false}
    >
      <Radix.Trigger
        className={cn(
          controlLook,
          'flex h-8 items-center justify-between gap-2 px-2.5 text-left data-placeholder:text-ink-3 pointer-coarse:h-10',
          className,
        )}
        {...useFieldControl()}
        {...rest}
      >
        <span className="truncate">
          <Radix.Value placeholder={placeholder ?? 'Choose'} />
        </span>
        <ChevronDown className="size-3.5 shrink-0 text-ink-3" aria-hidden="true" />
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          position="popper"
          sideOffset={4}
          collisionPadding={8}
          className="z-60 max-h-(--radix-select-content-available-height) min-w-(--radix-select-trigger-width) animate-appear overflow-hidden rounded-node border border-line-2 bg-surface shadow-float"
        >
          <Radix.Viewport {...(nonce ? { nonce } : {})} className="scroll-quiet p-1">
            {options.map((option) => (
              <Radix.Item
                key={option.value}
                value={inner(option.value)}
                disabled={option.disabled ?? false}
                className="relative flex cursor-default select-none flex-col rounded-item py-1.5 pr-8 pl-2 text-base outline-none data-highlighted:bg-sunken data-disabled:opacity-50 pointer-coarse:py-2.5"
              >
                <Radix.ItemText>{option.label}</Radix.ItemText>
                {option.hint && <span className="text-small text-ink-3">{option.hint}</span>}
                <Radix.ItemIndicator className="absolute top-2 right-2">
                  <Check className="size-3.5" aria-hidden="true" />
                </Radix.ItemIndicator>
              </Radix.Item>
            ))}
          </Radix.Viewport>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
