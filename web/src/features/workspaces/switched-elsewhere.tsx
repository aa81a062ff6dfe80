'use client';
import { useEffect, useState } from 'react';
import { Button, Dialog } from '../../ui';
import { useWorkspaces } from './use-workspaces';
import { watchWorkspace } from './workspace-channel';

/**
 * A session works in one workspace. When another tab switches it, this tab shows things the session cannot reach any
 * more: it says so, and offers both ways on.
 */
export function SwitchedElsewhere() {
  const { workspaces, current, switching, switchTo } = useWorkspaces();
  const [now, setNow] = useState<string | null | undefined>(undefined);
  const here = current?.id;
  useEffect(() => watchWorkspace(setNow), []);
  if (!here || now === undefined || now === here) return null;
  const other = workspaces.find(({ id }) => id === now)?.name;
  const leave = () => window.location.assign('/');
  return (
    <Dialog
      open
      onOpenChange={leave}
      title={<span className="break-words">You switched {other ? `to “${other}”` : 'workspaces'} in another tab</span>}
      description={`This tab shows “${current.name}”. What you changed here is saved as far as it says so.`}
      width="narrow"
      footer={
        <>
          {now !== null && (
            <Button busy={switching} onClick={() => switchTo(here, window.location.href)}>
              Switch back
            </Button>
          )}
          <Button look="primary" onClick={leave}>
            Go to {other ? `“${other}”` : 'your workflows'}
          </Button>
        </>
      }
    />
  );
}
