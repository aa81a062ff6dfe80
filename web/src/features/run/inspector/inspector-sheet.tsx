'use client';
import { X } from 'lucide-react';
import type { ComponentProps } from 'react';
import { IconButton } from '../../../ui';
import { Inspector } from './inspector';

/** The inspector on a phone: it takes the sheet below the graph while something is selected. */
export function InspectorSheet({ onClose, ...props }: ComponentProps<typeof Inspector> & { onClose: () => void }) {
  return (
    <section aria-label="Inspector" className="relative min-h-0 flex-1">
      <Inspector
        {...props}
        onOpenConversation={(key) => {
          onClose();
          props.onOpenConversation(key);
        }}
      />
      <IconButton label="Close" className="absolute top-1.5 right-1.5 bg-surface" onClick={onClose}>
        <X className="size-4" />
      </IconButton>
    </section>
  );
}
