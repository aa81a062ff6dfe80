'use client';
import { isExpression } from '@muster/schema';
import { useMemo } from 'react';
import { partsOf, valueOfParts } from '../../core/values/template-parts';
import { ExpressionInput } from './expression-input';
import type { FieldProps } from './field-props';
import { JsonInput } from './json-input';
import { ModeSwitch } from './mode-switch';
import { TemplateEditor } from './template-editor';
import { useModes } from './use-modes';

/** Text with references; or, for those who need it, an expression. */
export function TemplateField({ nodeId, field, value, onChange, onLeave }: FieldProps) {
  const parts = useMemo(() => partsOf(value), [value]);
  const mode = isExpression(value) ? 'expression' : parts ? 'text' : 'json';
  const { switchTo, waiting } = useModes({ nodeId, value, onChange, onLeave }, field.key, mode);
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
      {mode === 'expression' && (
        <ExpressionInput nodeId={nodeId} aria-label={field.label} value={value} onChange={onChange} onLeave={onLeave} />
      )}
      {mode === 'json' && <JsonInput place={[nodeId, field.key]} value={value} onChange={onChange} />}
      <ModeSwitch
        label={`How ${field.label} is given`}
        value={mode}
        modes={[
          { value: 'text', label: 'Text' },
          { value: 'expression', label: 'Expression' },
        ]}
        waiting={waiting}
        onChange={switchTo}
      />
    </div>
  );
}
