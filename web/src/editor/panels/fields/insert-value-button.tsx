'use client';
import { Braces } from 'lucide-react';

/** The button at the corner of a text or an expression that opens the values to insert. */
export function InsertValueButton({ onInsert }: { onInsert: () => void }) {
  return (
    <button
      type="button"
      aria-label="Insert a value from an earlier node"
      title="Insert a value (@)"
      className="absolute top-1 right-1 inline-flex size-6 items-center justify-center rounded-item text-ink-3 hover:bg-sunken hover:text-ink"
      onPointerDown={(event) => event.preventDefault()}
      onClick={onInsert}
    >
      <Braces className="size-3.5" aria-hidden="true" />
    </button>
  );
}
