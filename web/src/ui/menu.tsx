'use client';
import { DropdownMenu } from 'radix-ui';
import { type ComponentProps, type ReactNode, useRef, useState } from 'react';
import { cn } from './cn';
import { landmarkOf } from './landmark';

/**
 * A button that opens a list of things to do. `trigger` is one element that takes a ref. Not modal: a modal menu hides
 * the focusable page around it from screen readers, which axe refuses (`aria-hidden-focus`). It is drawn in the landmark
 * of its button, over everything else there.
 */
export function Menu({
  trigger,
  align = 'end',
  label,
  children,
}: {
  trigger: ReactNode;
  align?: 'start' | 'end';
  label?: string;
  children: ReactNode;
}) {
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  return (
    <DropdownMenu.Root modal={false} open={open} onOpenChange={setOpen}>
      <DropdownMenu.Trigger ref={button} asChild>
        {trigger}
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal container={landmarkOf(button.current)}>
        <DropdownMenu.Content
          align={align}
          sideOffset={6}
          collisionPadding={8}
          className="z-60 min-w-48 max-w-80 animate-appear rounded-node border border-line-2 bg-surface p-1 shadow-float"
          {...(label ? { 'aria-label': label } : {})}
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

const itemLook =
  'flex select-none items-center gap-2.5 rounded-item px-2 py-1.5 text-base outline-none data-highlighted:bg-sunken data-disabled:opacity-50 pointer-coarse:py-2.5';

export function MenuItem({ className, ...rest }: ComponentProps<typeof DropdownMenu.Item>) {
  return <DropdownMenu.Item className={cn(itemLook, className)} {...rest} />;
}

/** One of several; the chosen one carries a mark. */
export function MenuChoice<Value extends string>({
  label,
  value,
  onValueChange,
  options,
}: {
  label: string;
  value: Value;
  onValueChange: (value: Value) => void;
  options: readonly { value: Value; label: ReactNode }[];
}) {
  return (
    <>
      <MenuLabel>{label}</MenuLabel>
      <DropdownMenu.RadioGroup value={value} onValueChange={(next) => onValueChange(next as Value)}>
        {options.map((option) => (
          <DropdownMenu.RadioItem
            key={option.value}
            value={option.value}
            className={itemLook}
            onSelect={(event) => event.preventDefault()}
          >
            <span className="inline-flex size-3.5 shrink-0 items-center justify-center" aria-hidden="true">
              <DropdownMenu.ItemIndicator>
                <span className="block size-1.5 rounded-full bg-ink" />
              </DropdownMenu.ItemIndicator>
            </span>
            {option.label}
          </DropdownMenu.RadioItem>
        ))}
      </DropdownMenu.RadioGroup>
    </>
  );
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <DropdownMenu.Label className="px-2 py-1.5 text-small text-ink-3">{children}</DropdownMenu.Label>;
}

export function MenuSeparator() {
  return <DropdownMenu.Separator className="-mx-1 my-1 h-px bg-line" />;
}
