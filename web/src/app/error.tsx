'use client';
import Link from 'next/link';
import { Button, ErrorState } from '../ui';

/** A defect of ours in a page. What is saved is on the server and safe. */
export default function PageError({ reset }: { reset: () => void }) {
  return (
    <main className="grid min-h-dvh place-items-center">
      <ErrorState
        title="This page broke"
        onRetry={reset}
        action={
          <Button asChild look="quiet">
            <Link href="/">Go to your workflows</Link>
          </Button>
        }
      >
        It is our mistake. What was saved is safe, and runs go on.
      </ErrorState>
    </main>
  );
}
