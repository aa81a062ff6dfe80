'use client';
import { isExpression, type Json, type Reference } from '@muster/schema';
import { useRef, useState } from 'react';
import { Textarea } from '../../../ui/input';
import { referenceExpression } from '../../core/values/expression-text';
import type { FieldProps } from './field-props';
import { InsertValueButton } from './insert-value-button';
import { ReferencePicker } from './reference-picker';

type ExpressionInputProps = Pick<FieldProps, 'nodeId' | 'value' | 'onChange' | 'onLeave'> & { 'aria-label'?: string };

/** A JSONata expression over `input`, `trigger` and `nodes`. `@` and the button offer the same values as in text. */
export function ExpressionInput({ nodeId, value, onChange, onLeave, ...rest }: ExpressionInputProps) {
  const source = isExpression(value) ? String(value.$expr) : '';
  const input = useRef<HTMLTextAreaElement>(null);
  const anchor = useRef<{ getBoundingClientRect: () => DOMRect } | null>(null);
  /** Where the picked value goes: after `start`, in place of what stands until `end`. */
  const [range, setRange] = useState<{ start: number; end: number } | null>(null);
  const open = (start: number, end: number) => {
    anchor.current = input.current;
    setRange({ start, end });
  };
  const write = (next: string) => onChange({ $expr: next } as Json);
  const close = (caret: number | undefined = range?.end) => {
    setRange(null);
    requestAnimationFrame(() => {
      input.current?.focus();
      if (caret !== undefined) input.current?.setSelectionRange(caret, caret);
    });
  };
  const pick = (reference: Reference) => {
    const text = referenceExpression(reference);
    if (!range || text === null) return close();
    write(source.slice(0, range.start) + text + source.slice(range.end));
    close(range.start + text.length);
  };
  return (
    <div className="relative">
      <ReferencePicker
        nodeId={nodeId}
        open={range !== null}
        onOpenChange={(next) => !next && close()}
        onPick={pick}
        accepts={(reference) => referenceExpression(reference) !== null}
        anchor={anchor}
      />
      <Textarea
        ref={input}
        mono
        rows={3}
        spellCheck={false}
        value={source}
        maxLength={20_000}
        placeholder="$sum(input.items.price)"
        className="pr-8"
        onChange={(event) => {
          const { value: next, selectionEnd } = event.target;
          write(next);
          const typed = next.length === source.length + 1;
          // After a name, `@` is JSONata's own operator.
          if (typed && /(^|[\s(,&[{:=+])@$/.test(next.slice(0, selectionEnd))) open(selectionEnd - 1, selectionEnd);
        }}
        onBlur={onLeave}
        {...rest}
      />
      <InsertValueButton
        onInsert={() =>
          open(input.current?.selectionStart ?? source.length, input.current?.selectionEnd ?? source.length)
        }
      />
    </div>
  );
}
