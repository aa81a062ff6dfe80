'use client';
import { isDynamic, isExpression, isJsonObject, type Json } from '@muster/schema';
import { Plus, X } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Button } from '../../../ui/button';
import { IconButton } from '../../../ui/icon-button';
import { Select } from '../../../ui/select';
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

type ValueFieldProps = Omit<FieldProps, 'field'> & { label: string; placeholder?: string | undefined };

/** Any value: text with references, an object field by field, an expression, or raw JSON. */
export function ValueField({ label, ...rest }: ValueFieldProps) {
  const [mode, setMode] = useMode(rest.value, rest.onChange);
  return (
    <div className="flex flex-col gap-1.5">
      <ValueControl {...rest} label={label} mode={mode} depth={0} />
      <ModeSwitch label={`How ${label} is given`} value={mode} modes={modes} onChange={setMode} />
    </div>
  );
}

/** How a value is given; JSON stays chosen although what is typed could be shown in another way. */
function useMode(value: Json | undefined, onChange: FieldProps['onChange']): [Mode, (mode: Mode) => void] {
  const [raw, setRaw] = useState(false);
  const own = modeOf(value);
  const choose = (next: Mode) => {
    setRaw(next === 'json');
    if (next !== own) onChange(startOf[next](value));
  };
  return [raw ? 'json' : own, choose];
}

type ValueControlProps = ValueFieldProps & { mode: Mode; depth: number };

function ValueControl({ nodeId, label, placeholder, value, onChange, onLeave, mode, depth }: ValueControlProps) {
  const parts = useMemo(() => partsOf(value), [value]);
  const shared = { 'aria-label': label };
  if (mode === 'text' && parts) {
    return (
      <TemplateEditor
        nodeId={nodeId}
        parts={parts}
        line={depth > 0}
        placeholder={placeholder}
        onChange={(next) => onChange(valueOfParts(next))}
        onLeave={onLeave}
        {...shared}
      />
    );
  }
  if (mode === 'expression') return <ExpressionInput value={value} onChange={onChange} onLeave={onLeave} {...shared} />;
  if (mode === 'fields' && isJsonObject(value)) {
    return (
      <ObjectRows nodeId={nodeId} label={label} value={value} onChange={onChange} onLeave={onLeave} depth={depth} />
    );
  }
  return <JsonInput value={value} onChange={onChange} rows={depth > 0 ? 3 : 8} {...shared} />;
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
        <ObjectRow
          // biome-ignore lint/suspicious/noArrayIndexKey: a row keeps its place while its key is being renamed
          key={index}
          nodeId={nodeId}
          name={key}
          where={`field ${index + 1} of ${label}`}
          value={inner}
          depth={depth + 1}
          onRename={(next) => next !== '' && !Object.hasOwn(value, next) && replace(index, [next, inner])}
          onRemove={() => replace(index, null)}
          onChange={(next) => replace(index, [key, next ?? null])}
          onLeave={onLeave}
        />
      ))}
      <Button size="small" look="quiet" className="self-start" icon={<Plus className="size-3.5" />} onClick={add}>
        Add a field
      </Button>
    </div>
  );
}

type RowProps = Omit<FieldProps, 'field' | 'value'> & {
  name: string;
  where: string;
  value: Json;
  depth: number;
  onRename: (name: string) => void;
  onRemove: () => void;
};

function ObjectRow({ nodeId, name, where, value, depth, onRename, onRemove, onChange, onLeave }: RowProps) {
  const [mode, setMode] = useMode(value, onChange);
  return (
    <div className="flex flex-col gap-1">
      <div className="flex items-center gap-1">
        <CommitInput
          value={name}
          aria-label={`Name of ${where}`}
          className="h-7! font-mono text-small pointer-coarse:h-10!"
          onCommit={onRename}
        />
        <Select
          aria-label={`How ${name} is given`}
          value={mode}
          options={depth > 2 ? modes.filter((one) => one.value !== 'fields') : modes}
          className="h-7! w-28! shrink-0 text-small pointer-coarse:h-10!"
          onValueChange={(next) => setMode(next as Mode)}
        />
        <IconButton label={`Remove ${name}`} className="size-7! pointer-coarse:size-9!" onClick={onRemove}>
          <X className="size-3.5" />
        </IconButton>
      </div>
      <ValueControl
        nodeId={nodeId}
        label={name}
        value={value}
        mode={mode}
        depth={depth}
        onChange={onChange}
        onLeave={onLeave}
      />
    </div>
  );
}
