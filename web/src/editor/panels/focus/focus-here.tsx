'use client';
import { type ReactNode, useEffect, useRef } from 'react';

/** Takes the focus when a dialog opens that has nothing to press yet, so that it is read from here. */
export function FocusHere({ children }: { children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus({ preventScroll: true }), []);
  return (
    <div ref={box} tabIndex={-1} className="outline-none">
      {children}
    </div>
  );
}
