'use client';
import type { Json } from '@muster/schema';
import { useEffect, useState } from 'react';
import { Textarea } from '../../../ui/input';
import { sameJson } from '../../core/config-path';

interface JsonInputProps {
  value: Json | undefined;
  onChange: (value: Json | undefined) => void;
  rows?: number;
  'aria-label'?: string;
}

const show = (value: Json | undefined): string => (value === undefined ? '' : JSON.stringify(value, null, 2));

/** Raw JSON. What is not JSON yet stays in the field, with the reason, and changes nothing. */
export function JsonInput({ value, onChange, rows = 6, ...rest }: JsonInputProps) {
  const [text, setText] = useState(show(value));
  const [problem, setProblem] = useState('');
  useEffect(() => {
    setText((now) => (sameJson(read(now).value, value) ? now : show(value)));
    setProblem('');
  }, [value]);
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
          setProblem(next.problem);
          if (next.problem === '') onChange(next.value);
        }}
        {...rest}
      />
      {problem && (
        <p role="status" className="mt-1 text-small text-failed">
          Not JSON yet: {problem}
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
    return { value: undefined, problem: error instanceof Error ? error.message : 'it cannot be read' };
  }
}
