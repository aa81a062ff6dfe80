import Link from 'next/link';
import { TopBar } from '../features/frame/top-bar';
import { Button, EmptyState } from '../ui';

export default function NotFound() {
  return (
    <div className="flex min-h-dvh flex-col">
      <TopBar crumbs={[{ label: 'Not found' }]} />
      <main className="grid flex-1 place-items-center">
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
    </div>
  );
}
