'use client';
import { isJsonObject, type JsonObject } from '@muster/schema';
import { Field } from '../../../ui/field';
import { NumberField } from './choice-fields';
import type { FieldProps } from './field-props';

const limits = [
  { key: 'usd', label: 'US dollars' },
  { key: 'tokens', label: 'Tokens' },
  { key: 'messages', label: 'Messages' },
  { key: 'seconds', label: 'Seconds' },
];

/** The most that may be used. Empty means no limit of our own. */
export function BudgetField({ nodeId, value, onChange, onLeave }: FieldProps) {
  const budget: JsonObject = isJsonObject(value) ? value : {};
  return (
    <div className="grid grid-cols-2 gap-2">
      {limits.map(({ key, label }) => (
        <Field key={key} label={<span className="text-small font-normal text-ink-2">{label}</span>}>
          <NumberField
            nodeId={nodeId}
            field={{ key, label, control: 'number', placeholder: 'no limit' }}
            value={budget[key]}
            onChange={(next) => {
              const { [key]: _, ...others } = budget;
              const all = next === undefined ? others : { ...others, [key]: next };
              onChange(Object.keys(all).length === 0 ? undefined : all);
            }}
            onLeave={onLeave}
          />
        </Field>
      ))}
    </div>
  );
}
