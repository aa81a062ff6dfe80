'use client';
import { isExpression, type Json } from '@muster/schema';
import { useMemo } from 'react';
import { Textarea } from '../../../ui/input';
import { partsOf, valueOfParts } from '../../core/template-parts';
import type { FieldProps } from './field-props';
import { JsonInput } from './json-input';
import { ModeSwitch } from './mode-switch';
import { TemplateEditor } from './template-editor';

/** Text with references; or, for those who need it, an expression. */
export function TemplateField({ nodeId, field, value, onChange, onLeave }: FieldProps) {
  const parts = useMemo(() => partsOf(value), [value]);
  const mode = isExpression(value) ? 'expression' : parts ? 'text' : 'json';
  return (
    <div className="flex flex-col gap-1.5">
      {mode === 'text' && parts && (
        <TemplateEditor
          nodeId={nodeId}
          aria-label={field.label}
          parts={parts}
          placeholder={field.placeholder}
          onChange={(next) => onChange(valueOfParts(next))}
          onLeave={onLeave}
        />
      )}
      {mode === 'expression' && <ExpressionInput value={value} onChange={onChange} onLeave={onLeave} />}
      {mode === 'json' && <JsonInput value={value} onChange={onChange} />}
      <ModeSwitch
        label={`How ${field.label} is given`}
        value={mode}
        modes={[
          { value: 'text', label: 'Text' },
          { value: 'expression', label: 'Expression' },
        ]}
        onChange={(next) => onChange(next === 'expression' ? { $expr: '' } : '')}
      />
    </div>
  );
}

/** A JSONata expression over `input`, `trigger` and `nodes`. */
export function ExpressionInput({
  value,
  onChange,
  onLeave,
  ...rest
}: Pick<FieldProps, 'value' | 'onChange' | 'onLeave'> & { 'aria-label'?: string }) {
  const source = isExpression(value) ? String(value.$expr) : '';
  return (
    <Textarea
      mono
      rows={3}
      spellCheck={false}
      value={source}
      maxLength={20_000}
      placeholder="$sum(input.items.price)"
      onChange={(event) => onChange({ $expr: event.target.value } as Json)}
      onBlur={onLeave}
      {...rest}
    />
  );
}
