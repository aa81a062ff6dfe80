'use client';
import { Tooltip as Radix } from 'radix-ui';
import { type ReactNode, useState } from 'react';
import { Kbd } from './kbd';
import { landmarkOf } from './landmark';

/** A word on hover and focus, in the landmark of what it is about. `children` is one element that takes a ref. */
export function Tooltip({
  text,
  keys,
  side = 'bottom',
  children,
}: {
  text: ReactNode;
  keys?: string;
  side?: 'top' | 'bottom' | 'left' | 'right';
  children: ReactNode;
}) {
  const [trigger, setTrigger] = useState<Element | null>(null);
  return (
    <Radix.Root>
      <Radix.Trigger ref={setTrigger} asChild>
        {children}
      </Radix.Trigger>
      <Radix.Portal container={landmarkOf(trigger)}>
        <Radix.Content
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="z-60 flex max-w-72 animate-appear items-center gap-2 rounded-item border border-line-2 bg-surface px-2 py-1 text-small text-ink shadow-float"
        >
          {text}
          {keys && <Kbd>{keys}</Kbd>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** Once, around the app: after the first tooltip the next ones come at once. */
export function TooltipProvider({ children }: { children: ReactNode }) {
  return <Radix.Provider delayDuration={400}>{children}</Radix.Provider>;
}
