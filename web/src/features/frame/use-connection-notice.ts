'use client';
import { useEffect, useState } from 'react';
import { useConnection } from '../../api';
import type { FrameNotice } from './notices';

/** Says that live updates do not come in, once that has lasted a moment. It goes away by itself. */
export function useConnectionNotice(): FrameNotice | null {
  const offline = useConnection((connection) => connection.state === 'offline');
  const [shown, setShown] = useState(false);
  useEffect(() => {
    if (!offline) return setShown(false);
    const timer = setTimeout(() => setShown(true), 700);
    return () => clearTimeout(timer);
  }, [offline]);
  if (!shown) return null;
  return {
    id: 'offline',
    tone: 'waiting',
    text: "Can't reach the server. Runs continue; this page catches up when it is back.",
  };
}
