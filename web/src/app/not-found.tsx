import Link from 'next/link';
import { Button, EmptyState } from '../ui';

export default function NotFound() {
  return (
    <main className="grid min-h-dvh place-items-center">
      <EmptyState
        title="There is no such page"
        action={
          <Button asChild look="primary">
            <Link href="/">Go to your workflows</Link>
          </Button>
        }
      >
        The address may be mistyped, or the page has moved.
      </EmptyState>
    </main>
  );
}
