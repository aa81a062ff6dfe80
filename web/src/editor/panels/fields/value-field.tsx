'use client';
import { isDynamic, isExpression, isJsonObject, type Json } from '@muster/schema';
import { Plus, X } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Button } from '../../../ui/button';
import { IconButton } from '../../../ui/icon-button';
import { partsOf, valueOfParts } from '../../core/template-parts';
import { CommitInput } from './commit-input';
import { ExpressionInput } from './dynamic-fields';
import type { FieldProps } from './field-props';
import { JsonInput } from './json-input';
import { ModeSwitch } from './mode-switch';
import { TemplateEditor } from './template-editor';

const modes = [
  { value: 'text', label: 'Text' },
  { value: 'fields', label: 'Fields' },
  { value: 'expression', label: 'Expression' },
  { value: 'json', label: 'JSON' },
] as const;
type Mode = (typeof modes)[number]['value'];

function modeOf(value: Json | undefined): Mode {
  if (isExpression(value)) return 'expression';
  if (partsOf(value)) return 'text';
  return isJsonObject(value) && !isDynamic(value) ? 'fields' : 'json';
}

const startOf: Record<Mode, (value: Json | undefined) => Json | undefined> = {
  text: () => '',
  fields: (value) => (value === undefined || value === '' ? {} : { value }),
  expression: () => ({ $expr: '' }),
  json: (value) => value,
};

type ValueFieldProps = Omit<FieldProps, 'field'> & { label: string; placeholder?: string | undefined; depth?: number };

/** Any value: text with references, an object field by field, an expression, or raw JSON. */
export function ValueField({ nodeId, label, placeholder, value, onChange, onLeave, depth = 0 }: ValueFieldProps) {
  const [raw, setRaw] = useState(false);
  const mode = raw ? 'json' : modeOf(value);
  const parts = useMemo(() => partsOf(value), [value]);
  const shared = { 'aria-label': label };
  return (
    <div className="flex flex-col gap-1.5">
      {mode === 'text' && parts && (
        <TemplateEditor
          nodeId={nodeId}
          parts={parts}
          line={depth > 0}
          placeholder={placeholder}
          onChange={(next) => onChange(valueOfParts(next))}
          onLeave={onLeave}
          {...shared}
        />
      )}
      {mode === 'expression' && <ExpressionInput value={value} onChange={onChange} onLeave={onLeave} {...shared} />}
      {mode === 'json' && <JsonInput value={value} onChange={onChange} {...shared} />}
      {mode === 'fields' && isJsonObject(value) && (
        <ObjectRows nodeId={nodeId} label={label} value={value} onChange={onChange} onLeave={onLeave} depth={depth} />
      )}
      <ModeSwitch
        label={`How ${label} is given`}
        value={mode}
        modes={depth > 2 ? modes.filter((one) => one.value !== 'fields') : modes}
        onChange={(next) => {
          setRaw(next === 'json');
          if (!(raw && next === modeOf(value))) onChange(startOf[next](value));
        }}
      />
    </div>
  );
}

type RowsProps = Omit<FieldProps, 'field' | 'value'> & { label: string; value: { [key: string]: Json }; depth: number };

function ObjectRows({ nodeId, label, value, onChange, onLeave, depth }: RowsProps) {
  const entries = Object.entries(value);
  const replace = (index: number, entry: [string, Json] | null) =>
    onChange(Object.fromEntries(entries.flatMap((old, at) => (at === index ? (entry ? [entry] : []) : [old]))));
  const add = () => {
    let name = 'field';
    for (let number = 2; Object.hasOwn(value, name); number++) name = `field${number}`;
    onChange(Object.fromEntries([...entries, [name, '']]));
  };
  return (
    <div className="flex flex-col gap-2 rounded-control border border-line p-2">
      {entries.map(([key, inner], index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row keeps its place while its key is being renamed
        <div key={index} className="flex flex-col gap-1">
          <div className="flex items-center gap-1">
            <CommitInput
              value={key}
              aria-label={`Name of field ${index + 1} of ${label}`}
              className="h-7! font-mono text-small"
              onCommit={(next) => next !== '' && !Object.hasOwn(value, next) && replace(index, [next, inner])}
            />
            <IconButton label={`Remove ${key}`} className="size-7!" onClick={() => replace(index, null)}>
              <X className="size-3.5" />
            </IconButton>
          </div>
          <ValueField
            nodeId={nodeId}
            label={key}
            value={inner}
            depth={depth + 1}
            onChange={(next) => replace(index, [key, next ?? null])}
            onLeave={onLeave}
          />
        </div>
      ))}
      <Button size="small" look="quiet" className="self-start" icon={<Plus className="size-3.5" />} onClick={add}>
        Add a field
      </Button>
    </div>
  );
}
