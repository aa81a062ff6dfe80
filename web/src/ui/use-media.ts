'use client';
import { useCallback, useSyncExternalStore } from 'react';

/** Whether a media query holds. False on the server. */
export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (changed: () => void) => {
      const list = window.matchMedia(query);
      list.addEventListener('change', changed);
      return () => list.removeEventListener('change', changed);
    },
    [query],
  );
  return useSyncExternalStore(
    subscribe,
    () => window.matchMedia(query).matches,
    () => false,
  );
}

/** Below this the panels become tabs and sheets. */
export const useIsPhone = (): boolean => useMedia('(max-width: 767px)');

function followOnline(changed: () => void): () => void {
  window.addEventListener('online', changed);
  window.addEventListener('offline', changed);
  return () => {
    window.removeEventListener('online', changed);
    window.removeEventListener('offline', changed);
  };
}

/** Whether the browser has a network connection; true on the server. */
export const useOnline = (): boolean =>
  useSyncExternalStore(
    followOnline,
    () => navigator.onLine,
    () => true,
  );

const never = () => () => undefined;

/** False while the server draws the page and while the browser takes it over, true from then on. */
export const useInBrowser = (): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
