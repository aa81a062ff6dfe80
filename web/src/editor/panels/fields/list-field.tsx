'use client';
import { type FormField, isJsonObject, type Json, type JsonObject } from '@muster/schema';
import { Plus, X } from 'lucide-react';
import { Button } from '../../../ui/button';
import { IconButton } from '../../../ui/icon-button';
import { Input } from '../../../ui/input';
import { CommitInput, uniqueAmong } from './commit-input';
import type { FieldProps } from './field-props';

/** Rows of a few columns. The first column counts when it is left: outputs are often named by it. */
export function ListField({ field, value, onChange, onLeave }: FieldProps) {
  const rows = Array.isArray(value) ? value : [];
  const columns = field.fields ?? [];
  const setRow = (index: number, row: Json) => onChange(rows.with(index, row));
  return (
    <div className="flex flex-col gap-2">
      {rows.map((row, index) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: a row keeps its place while its id is being changed
          key={index}
          className="flex items-start gap-1 rounded-control border border-line p-1.5"
        >
          <div className="flex min-w-0 flex-1 flex-col gap-1">
            {columns.map((column, at) => (
              <Cell
                key={column.key}
                column={column}
                row={index + 1}
                leading={at === 0}
                value={isJsonObject(row) ? row[column.key] : undefined}
                taken={at === 0 ? rows.map((other) => String(isJsonObject(other) ? other[column.key] : '')) : []}
                onChange={(next) => setRow(index, withCell(row, column.key, next))}
                onLeave={onLeave}
              />
            ))}
          </div>
          <IconButton
            label={`Remove row ${index + 1}`}
            className="size-7! pointer-coarse:size-9!"
            onClick={() => onChange(rows.filter((_, at) => at !== index))}
          >
            <X className="size-3.5" />
          </IconButton>
        </div>
      ))}
      <Button
        size="small"
        look="quiet"
        className="self-start"
        icon={<Plus className="size-3.5" />}
        onClick={() => onChange([...rows, newRow(columns, rows)])}
      >
        Add a row
      </Button>
    </div>
  );
}

interface CellProps {
  column: FormField;
  row: number;
  leading: boolean;
  value: Json | undefined;
  taken: string[];
  onChange: (value: string) => void;
  onLeave: () => void;
}

function Cell({ column, row, leading, value, taken, onChange, onLeave }: CellProps) {
  const text = typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);
  const shared = {
    'aria-label': `${column.label}, row ${row}`,
    placeholder: column.placeholder ?? column.label,
    value: text,
  };
  if (leading)
    return (
      <CommitInput
        {...shared}
        refuse={uniqueAmong(taken)}
        className="h-7! pointer-coarse:h-10! font-mono text-small"
        onCommit={onChange}
      />
    );
  return (
    <Input
      {...shared}
      className="h-7! pointer-coarse:h-10! text-small"
      onChange={(event) => onChange(event.target.value)}
      onBlur={onLeave}
    />
  );
}

const withCell = (row: Json, key: string, value: Json): JsonObject => ({
  ...(isJsonObject(row) ? row : {}),
  [key]: value,
});

function newRow(columns: readonly FormField[], rows: readonly Json[]): JsonObject {
  const [first] = columns;
  if (!first) return {};
  const taken = new Set(rows.map((row) => (isJsonObject(row) ? row[first.key] : undefined)));
  let number = rows.length + 1;
  while (taken.has(`option-${number}`)) number++;
  return Object.fromEntries(columns.map((column, at) => [column.key, at === 0 ? `option-${number}` : '']));
}
