'use client';
import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { cn } from './cn';
import { useReturnFocus } from './return-focus';

interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** What the main button does: ⌘+Enter or Ctrl+Enter does it from everywhere in the dialog. */
  onConfirm?: (() => void) | undefined;
  title: ReactNode;
  /** One sentence under the title. */
  description?: ReactNode;
  /** Buttons, the main one last. */
  footer?: ReactNode;
  width?: 'narrow' | 'medium' | 'wide';
  /** `side` comes in from the right (from below on a phone). */
  place?: 'middle' | 'side';
  children?: ReactNode;
}

const widths = { narrow: 'sm:max-w-105', medium: 'sm:max-w-140', wide: 'sm:max-w-200' } as const;
const places = {
  middle:
    'inset-x-0 bottom-0 max-h-[92dvh] rounded-t-container sm:inset-auto sm:top-1/2 sm:left-1/2 sm:w-[calc(100vw-2rem)] sm:max-h-[86dvh] sm:-translate-x-1/2 sm:-translate-y-1/2 sm:rounded-container',
  side: 'inset-x-0 bottom-0 max-h-[86dvh] rounded-t-container sm:inset-y-0 sm:right-0 sm:left-auto sm:max-h-none sm:w-full sm:rounded-none sm:border-y-0 sm:border-r-0',
} as const;

/** A window over the page; on a phone a sheet from below. Focus stays inside and comes back. */
export function Dialog({
  open,
  onOpenChange,
  onConfirm,
  title,
  description,
  footer,
  width = 'medium',
  place = 'middle',
  children,
}: DialogProps) {
  const onCloseAutoFocus = useReturnFocus(open);
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-veil" />
        <Radix.Content
          className={cn(
            'fixed z-50 flex flex-col border border-line-2 bg-surface text-ink shadow-float outline-none',
            widths[width],
            places[place],
          )}
          {...(description ? {} : { 'aria-describedby': undefined })}
          onCloseAutoFocus={onCloseAutoFocus}
          onKeyDown={(event) => {
            if (!onConfirm || event.key !== 'Enter' || !(event.metaKey || event.ctrlKey)) return;
            event.preventDefault();
            onConfirm();
          }}
        >
          <div className="px-5 pt-4 pr-13 pb-3">
            <Radix.Title className="text-lead font-semibold">{title}</Radix.Title>
            {description && <Radix.Description className="mt-1 text-base text-ink-2">{description}</Radix.Description>}
          </div>
          <div className="scroll-quiet min-h-0 flex-1 overflow-y-auto px-5 pt-1 pb-5 empty:py-1">{children}</div>
          {footer && (
            <div className="flex flex-wrap items-center justify-end gap-2 border-t border-line px-5 py-3">{footer}</div>
          )}
          {/* Last: what the dialog is about comes first on the way of the Tab key. */}
          {/* Without a tooltip: one that opens with the focus would take the first Escape. */}
          <Radix.Close
            aria-label="Close"
            className="absolute top-2.5 right-3 inline-flex size-8 items-center justify-center rounded-control text-ink-2 hover:bg-sunken hover:text-ink pointer-coarse:size-10"
          >
            <X className="size-4" aria-hidden="true" />
          </Radix.Close>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
