'use client';
import type { ComponentProps } from 'react';
import { Dialog } from '../../../ui';
import { Inspector } from './inspector';

/** The inspector on a phone: a sheet from below while something is selected. */
export function InspectorSheet({ onClose, ...props }: ComponentProps<typeof Inspector> & { onClose: () => void }) {
  return (
    <Dialog open={props.selection !== null} onOpenChange={(open) => !open && onClose()} title="Node" place="side">
      <div className="-mx-5 -mb-5">
        <Inspector
          {...props}
          onOpenConversation={(key) => {
            props.onOpenConversation(key);
            onClose();
          }}
        />
      </div>
    </Dialog>
  );
}
