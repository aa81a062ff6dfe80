'use client';
import { isDynamic, isExpression, isJsonObject, type Json } from '@muster/schema';
import { Plus, X } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Button } from '../../../ui/button';
import { IconButton } from '../../../ui/icon-button';
import { Select } from '../../../ui/select';
import { partsOf, valueOfParts } from '../../core/values/template-parts';
import { CommitInput, uniqueAmong } from './commit-input';
import { ExpressionInput } from './expression-input';
import type { FieldProps } from './field-props';
import { JsonInput } from './json-input';
import { KeptNote, ModeSwitch } from './mode-switch';
import { TemplateEditor } from './template-editor';
import { useModes } from './use-modes';

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

type ValueFieldProps = Omit<FieldProps, 'field'> & {
  label: string;
  /** Where the value stands in the node's config, such as `output/who`. */
  place: string;
  placeholder?: string | undefined;
};

/** Any value: text with references, an object field by field, an expression, or raw JSON. */
export function ValueField({ label, ...rest }: ValueFieldProps) {
  const { mode, setMode, waiting } = useMode(rest);
  return (
    <div className="flex flex-col gap-1.5">
      <ValueControl {...rest} label={label} mode={mode} depth={0} />
      <ModeSwitch label={`How ${label} is given`} value={mode} modes={modes} waiting={waiting} onChange={setMode} />
    </div>
  );
}

/** How a value is given; JSON stays chosen although what is typed could be shown in another way. */
function useMode(props: Omit<ValueFieldProps, 'label'>) {
  const [raw, setRaw] = useState(false);
  const own = modeOf(props.value);
  const { switchTo, waiting } = useModes(props, props.place, own);
  const setMode = (next: Mode) => {
    setRaw(next === 'json');
    if (next !== 'json' && next !== own) switchTo(next);
  };
  return { mode: raw ? ('json' as const) : own, setMode, waiting };
}

type ValueControlProps = ValueFieldProps & { mode: Mode; depth: number };

function ValueControl({ nodeId, label, place, placeholder, value, onChange, onLeave, mode, depth }: ValueControlProps) {
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
  if (mode === 'expression')
    return <ExpressionInput nodeId={nodeId} value={value} onChange={onChange} onLeave={onLeave} {...shared} />;
  if (mode === 'fields' && isJsonObject(value)) {
    return (
      <ObjectRows
        nodeId={nodeId}
        label={label}
        place={place}
        value={value}
        onChange={onChange}
        onLeave={onLeave}
        depth={depth}
      />
    );
  }
  return <JsonInput place={[nodeId, place]} value={value} onChange={onChange} rows={depth > 0 ? 3 : 8} {...shared} />;
}

type RowsProps = Omit<ValueFieldProps, 'value'> & { value: { [key: string]: Json }; depth: number };

function ObjectRows({ nodeId, label, place, value, onChange, onLeave, depth }: RowsProps) {
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
          place={`${place}/${key}`}
          where={`field ${index + 1} of ${label}`}
          value={inner}
          depth={depth + 1}
          taken={entries.map(([name]) => name)}
          onRename={(next) => replace(index, [next, inner])}
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

type RowProps = Omit<ValueFieldProps, 'label' | 'value'> & {
  name: string;
  where: string;
  value: Json;
  depth: number;
  taken: string[];
  onRename: (name: string) => void;
  onRemove: () => void;
};

function ObjectRow({
  nodeId,
  name,
  place,
  where,
  value,
  depth,
  taken,
  onRename,
  onRemove,
  onChange,
  onLeave,
}: RowProps) {
  const { mode, setMode, waiting } = useMode({ nodeId, place, value, onChange, onLeave });
  return (
    <div className="flex flex-col gap-1">
      <div className="flex items-center gap-1">
        <CommitInput
          value={name}
          aria-label={`Name of ${where}`}
          className="h-7! font-mono text-small pointer-coarse:h-10!"
          refuse={uniqueAmong(taken)}
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
        place={place}
        value={value}
        mode={mode}
        depth={depth}
        onChange={onChange}
        onLeave={onLeave}
      />
      <KeptNote waiting={waiting} />
    </div>
  );
}
