'use client';
import { useSyncExternalStore } from 'react';
import { serverNow } from './server-time';
import { createTicker } from './ticker';

const seconds = createTicker(serverNow, 1_000);
const never = () => () => undefined;

/** The server's time, renewed every second while `ticking`. Every part of the page shares one timer. */
export const useClock = (ticking: boolean): number =>
  useSyncExternalStore(ticking ? seconds.subscribe : never, seconds.now, seconds.now);
