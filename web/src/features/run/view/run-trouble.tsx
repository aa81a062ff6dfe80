'use client';
import { Button, StateMark } from '../../../ui';
import type { RunStore } from '../state/run-store';
import { useRun } from './use-run';

/** Says why the events of a run do not come, when the server refuses them. */
export function RunTrouble({ store }: { store: RunStore }) {
  const following = useRun(store, (state) => state.following);
  if (following.state !== 'refused') return null;
  const signedOut = following.code === 'UNAUTHENTICATED';
  return (
    <div role="alert" className="flex items-center gap-3 border-b border-line bg-surface px-4 py-2">
      <StateMark state="failed" />
      <p className="min-w-0 flex-1">
        {signedOut
          ? 'You are signed out, so this page shows no news. The run goes on.'
          : `The events of this run do not come in. ${following.message}`}
      </p>
      <Button size="small" onClick={() => window.location.reload()}>
        {signedOut ? 'Sign in' : 'Load again'}
      </Button>
    </div>
  );
}
