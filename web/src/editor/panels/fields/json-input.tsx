'use client';
import type { Json } from '@muster/schema';
import { useEffect, useState } from 'react';
import { Textarea } from '../../../ui/input';
import { sameJson } from '../../core/values/config-path';
import { useEditor } from '../../store/editor-context';

interface JsonInputProps {
  value: Json | undefined;
  onChange: (value: Json | undefined) => void;
  /** Node and place in its config: text that is not JSON yet is kept under it when the field is closed. */
  place: readonly [nodeId: string, place: string];
  rows?: number;
  'aria-label'?: string;
}

const show = (value: Json | undefined): string => (value === undefined ? '' : JSON.stringify(value, null, 2));

/** Raw JSON. What is not JSON yet stays in the field, with the reason, and changes nothing. */
export function JsonInput({ value, onChange, place, rows = 6, ...rest }: JsonInputProps) {
  const { unread } = useEditor();
  const key = JSON.stringify(place);
  const [text, setText] = useState(() => {
    const kept = unread.get(key);
    return kept && sameJson(kept.value, value) ? kept.text : show(value);
  });
  const { problem } = read(text);
  // Changed elsewhere, by undo for one: that is shown, unless the text says the same or nothing yet.
  useEffect(() => {
    const kept = unread.get(key);
    if (kept && sameJson(kept.value, value)) return;
    unread.delete(key);
    setText((now) => (sameJson(read(now).value, value) ? now : show(value)));
  }, [value, unread, key]);
  return (
    <div>
      <Textarea
        mono
        rows={rows}
        spellCheck={false}
        value={text}
        aria-invalid={problem !== '' || undefined}
        onChange={(event) => {
          setText(event.target.value);
          const next = read(event.target.value);
          if (next.problem === '') {
            unread.delete(key);
            onChange(next.value);
          } else unread.set(key, { text: event.target.value, value });
        }}
        {...rest}
      />
      {problem && (
        <p role="status" className="mt-1 text-small text-failed">
          Not saved: this is not JSON yet. {problem}
        </p>
      )}
    </div>
  );
}

function read(text: string): { value: Json | undefined; problem: string } {
  if (text.trim() === '') return { value: undefined, problem: '' };
  try {
    return { value: JSON.parse(text) as Json, problem: '' };
  } catch (error) {
    return { value: undefined, problem: error instanceof Error ? error.message : 'It cannot be read.' };
  }
}
