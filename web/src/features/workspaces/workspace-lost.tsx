'use client';
import { useState } from 'react';
import { Button, EmptyState, Logo, toast } from '../../ui';
import { authClient } from '../auth/auth-client';

/** For somebody whose workspace was taken from them: says so, and leads to their own. */
export function WorkspaceLost() {
  const [busy, setBusy] = useState(false);
  const goOn = async () => {
    setBusy(true);
    const choice = { method: 'POST', body: { organizationId: null } } as const;
    const answer = await authClient.$fetch('/organization/set-active', choice).catch(() => null);
    if (answer && !answer.error) return window.location.assign('/');
    setBusy(false);
    toast('You are still here', { detail: 'Muster cannot be reached. Try again in a moment.', tone: 'failed' });
  };
  return (
    <main className="flex min-h-dvh flex-col bg-paper px-6 py-6 sm:px-10">
      <p className="flex items-center gap-2 text-lead font-semibold">
        <Logo />
        Muster
      </p>
      <div className="m-auto">
        <EmptyState
          title="You are no longer a member of this workspace"
          action={
            <Button look="primary" onClick={goOn} busy={busy}>
              Go to your own workspace
            </Button>
          }
        >
          Somebody removed you, or you left it in another browser. Your other workspaces are as they were.
        </EmptyState>
      </div>
    </main>
  );
}
