'use client';
import { isJsonObject } from '@muster/schema';
import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../../ui/button';
import { IconButton } from '../../../ui/icon-button';
import { Input } from '../../../ui/input';
import { Select } from '../../../ui/select';
import { Switch } from '../../../ui/switch';
import { type FieldKind, freshRow, rowsOfSchema, type SchemaRow, schemaOfRows } from '../../core/values/schema-rows';
import { CommitInput, uniqueAmong } from './commit-input';
import type { FieldProps } from './field-props';
import { JsonInput } from './json-input';
import { ModeSwitch } from './mode-switch';

const kinds: { value: FieldKind; label: string }[] = [
  { value: 'text', label: 'text' },
  { value: 'number', label: 'number' },
  { value: 'integer', label: 'whole number' },
  { value: 'yes-no', label: 'yes or no' },
  { value: 'choice', label: 'one of …' },
  { value: 'list', label: 'list' },
  { value: 'object', label: 'object' },
  { value: 'any', label: 'anything' },
];

/** A JSON Schema as rows of fields, or as the JSON it is. */
export function SchemaField({ nodeId, field, value, onChange, onLeave }: FieldProps) {
  const rows = rowsOfSchema(value);
  const [raw, setRaw] = useState(false);
  const mode = raw || rows === null ? 'json' : 'fields';
  const set = (next: SchemaRow[]) =>
    onChange(next.length === 0 && !hasMore(value) ? undefined : schemaOfRows(value, next));
  return (
    <div className="flex flex-col gap-1.5">
      {mode === 'fields' && rows ? (
        <>
          {rows.map((row, index) => (
            <Row
              // biome-ignore lint/suspicious/noArrayIndexKey: a row keeps its place while its name is being changed
              key={index}
              row={row}
              taken={rows.map((other) => other.name)}
              onChange={(next) => set(rows.with(index, next))}
              onRemove={() => set(rows.filter((_, at) => at !== index))}
              onLeave={onLeave}
            />
          ))}
          <Button
            size="small"
            look="quiet"
            className="self-start"
            icon={<Plus className="size-3.5" />}
            onClick={() => set([...rows, freshRow(rows)])}
          >
            Add a field
          </Button>
        </>
      ) : (
        <JsonInput
          place={[nodeId, field.key]}
          aria-label={`${field.label} as JSON Schema`}
          value={value}
          onChange={onChange}
          rows={10}
        />
      )}
      <ModeSwitch
        label={`How ${field.label} is given`}
        value={mode}
        modes={[
          { value: 'fields', label: 'Fields' },
          { value: 'json', label: 'JSON Schema' },
        ]}
        onChange={(next) => setRaw(next === 'json')}
      />
      {!raw && rows === null && (
        <p className="text-small text-ink-3">This schema is not a plain list of fields, so it is shown as JSON.</p>
      )}
    </div>
  );
}

const hasMore = (value: FieldProps['value']): boolean =>
  isJsonObject(value) && Object.keys(value).some((key) => !['type', 'properties', 'required'].includes(key));

interface RowProps {
  row: SchemaRow;
  taken: string[];
  onChange: (row: SchemaRow) => void;
  onRemove: () => void;
  onLeave: () => void;
}

function Row({ row, taken, onChange, onRemove, onLeave }: RowProps) {
  return (
    <div className="flex flex-col gap-1 rounded-control border border-line p-1.5">
      <div className="flex items-start gap-1">
        <CommitInput
          value={row.name}
          aria-label="Name of the field"
          className="h-7! pointer-coarse:h-10! font-mono text-small"
          refuse={uniqueAmong(taken)}
          onCommit={(name) => onChange({ ...row, name })}
        />
        <Select
          aria-label={`What ${row.name} holds`}
          value={row.kind}
          options={kinds}
          className="h-7! pointer-coarse:h-10! w-28! shrink-0 text-small"
          onValueChange={(kind) =>
            onChange({ ...row, kind: kind as FieldKind, choices: kind === 'choice' ? ['a', 'b'] : [] })
          }
        />
        <IconButton label={`Remove ${row.name}`} className="size-7! pointer-coarse:size-9!" onClick={onRemove}>
          <X className="size-3.5" />
        </IconButton>
      </div>
      {row.kind === 'choice' && (
        <CommitInput
          value={row.choices.join(', ')}
          aria-label={`Choices of ${row.name}, with commas between`}
          placeholder="low, medium, high"
          className="h-7! pointer-coarse:h-10! text-small"
          onCommit={(text) =>
            onChange({
              ...row,
              choices: text
                .split(',')
                .map((one) => one.trim())
                .filter(Boolean),
            })
          }
        />
      )}
      <div className="flex items-center gap-2">
        <Input
          value={row.description}
          aria-label={`What ${row.name} means`}
          placeholder="What it means"
          className="h-7! pointer-coarse:h-10! text-small"
          onChange={(event) => onChange({ ...row, description: event.target.value })}
          onBlur={onLeave}
        />
        {/* biome-ignore lint/a11y/noLabelWithoutControl: the switch is the control */}
        <label className="flex shrink-0 items-center gap-1.5 text-small text-ink-2">
          <Switch checked={row.required} onCheckedChange={(required) => onChange({ ...row, required })} />
          needed
        </label>
      </div>
    </div>
  );
}
