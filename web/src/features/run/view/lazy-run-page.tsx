'use client';
import dynamic from 'next/dynamic';
import { Spinner } from '../../../ui';

/** The canvas needs the browser: sizes of panels are remembered there, and nothing of a run is known to the server. */
export const LazyRunPage = dynamic(() => import('./run-page').then((module) => module.RunPage), {
  ssr: false,
  loading: () => (
    <div role="status" className="grid h-dvh place-items-center text-ink-3">
      <span className="flex items-center gap-2">
        <Spinner /> Loading the run
      </span>
    </div>
  ),
});
