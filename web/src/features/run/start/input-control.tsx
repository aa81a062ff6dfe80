'use client';
import { Field, Input, Select, Switch, Textarea } from '../../../ui';
import type { InputField } from './input-fields';

interface InputControlProps {
  field: InputField;
  value: string | boolean;
  problem: string | undefined;
  onChange: (value: string | boolean) => void;
  autoFocus: boolean;
}

/** One field of the run form. */
export function InputControl({ field, value, problem, onChange, autoFocus }: InputControlProps) {
  const text = typeof value === 'string' ? value : '';
  const shared = {
    value: text,
    autoFocus,
    required: field.required,
    onChange: (event: { target: { value: string } }) => onChange(event.target.value),
  };
  return (
    <Field
      label={field.label}
      aside={field.label.toLowerCase() === field.key.toLowerCase() ? undefined : field.key}
      help={field.help ?? (field.control === 'lines' ? 'One on each line.' : undefined)}
      error={problem}
      optional={!field.required && field.control !== 'switch'}
    >
      {field.control === 'line' && <Input autoComplete="off" {...shared} />}
      {field.control === 'number' && <Input inputMode="decimal" autoComplete="off" {...shared} />}
      {field.control === 'text' && <Textarea rows={6} {...shared} />}
      {field.control === 'lines' && <Textarea rows={4} {...shared} />}
      {field.control === 'json' && <Textarea mono rows={5} spellCheck={false} placeholder="JSON" {...shared} />}
      {field.control === 'select' && <Select value={text} onValueChange={onChange} options={field.options} />}
      {field.control === 'switch' && <Switch checked={value === true} onCheckedChange={onChange} />}
    </Field>
  );
}
