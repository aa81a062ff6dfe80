import type { Metadata } from 'next';
import { LazyRunPage } from '../../../features/run/view/lazy-run-page';

/** The page itself says how the run stands in its title. */
export const metadata: Metadata = { title: 'Run' };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  return <LazyRunPage runId={(await params).id} />;
}
