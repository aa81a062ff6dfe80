import type { Metadata } from 'next';
import { LazyRunPage } from '../../../features/run/view/lazy-run-page';

export const metadata: Metadata = { title: 'Run' };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  return <LazyRunPage runId={(await params).id} />;
}
