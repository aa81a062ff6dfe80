'use client';
import { builtInTools, findRole, modelPrices, roles } from '@muster/schema';
import Link from 'next/link';
import { useEffect, useId, useState } from 'react';
import { useFieldControl } from '../../../ui/field';
import { Input } from '../../../ui/input';
import { Patch } from '../../../ui/patch';
import { Select } from '../../../ui/select';
import { Switch } from '../../../ui/switch';
import type { SquadChoice } from '../../store/editor-api';
import { useEditor } from '../../store/editor-context';
import type { FieldProps } from './field-props';

const textOf = (value: FieldProps['value']): string => (typeof value === 'string' ? value : '');

/** One of the roles, each with its patch. */
export function RoleField({ value, onChange }: FieldProps) {
  const role = textOf(value);
  const options = roles.map(({ id, title, doc }) => ({
    value: id,
    hint: doc,
    label: (
      <span className="flex items-center gap-2">
        <Patch role={id} className="size-5!" />
        {title}
      </span>
    ),
  }));
  const known = findRole(role) !== undefined || role === '';
  return (
    <Select
      value={role}
      onValueChange={onChange}
      placeholder="Choose a role"
      options={known ? options : [...options, { value: role, label: role, hint: 'This server does not know it.' }]}
    />
  );
}

/** A model by name, with those we know the price of offered; empty means the default. */
export function ModelField({ field, value, onChange, onLeave }: FieldProps) {
  const list = useId();
  return (
    <>
      <Input
        list={list}
        value={textOf(value)}
        placeholder={field.placeholder}
        className="font-mono text-small!"
        maxLength={200}
        onChange={(event) => onChange(event.target.value === '' ? undefined : event.target.value)}
        onBlur={onLeave}
      />
      <datalist id={list}>
        {modelPrices.map(({ model, inputPerMillionUsd, outputPerMillionUsd }) => (
          <option
            key={model}
            value={model}
          >{`$${inputPerMillionUsd} in, $${outputPerMillionUsd} out a million tokens`}</option>
        ))}
      </datalist>
    </>
  );
}

/** Which tools an agent has; names this version does not know stay. With none chosen it has those of its role. */
export function ToolsField({ value, onChange }: FieldProps) {
  const chosen = Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : null;
  const others = (chosen ?? []).filter((id) => builtInTools.every((tool) => tool.id !== id));
  const toggle = (id: string, on: boolean) => {
    const next = on ? [...(chosen ?? []), id] : (chosen ?? []).filter((one) => one !== id);
    onChange(next.length === 0 ? undefined : next);
  };
  return (
    <div className="flex flex-col gap-1.5">
      {[...builtInTools, ...others.map((id) => ({ id, doc: 'This server does not know it.' }))].map(({ id, doc }) => (
        // biome-ignore lint/a11y/noLabelWithoutControl: the switch is the control
        <label key={id} className="flex items-center gap-2">
          <Switch checked={chosen?.includes(id) ?? false} onCheckedChange={(on) => toggle(id, on)} />
          <span className="machine text-ink">{id}</span>
          <span className="truncate text-small text-ink-3">{doc}</span>
        </label>
      ))}
      {chosen === null && <p className="text-small text-ink-3">The role brings its own.</p>}
    </div>
  );
}

/** A squad of the workspace, and the way to it. */
export function SquadField({ value, onChange }: FieldProps) {
  const { api } = useEditor();
  const [squads, setSquads] = useState<SquadChoice[] | 'failed' | null>(null);
  useEffect(() => {
    let gone = false;
    api.squads().then(
      (found) => !gone && setSquads(found),
      () => !gone && setSquads('failed'),
    );
    return () => {
      gone = true;
    };
  }, [api]);
  const id = textOf(value);
  const known = Array.isArray(squads) ? squads : [];
  const options = known.map((squad) => ({
    value: squad.id,
    label: squad.name,
    ...(squad.published ? {} : { hint: 'Not published yet, so no run can use it.' }),
  }));
  const missing = id !== '' && Array.isArray(squads) && known.every((squad) => squad.id !== id);
  return (
    <div className="flex flex-col gap-1.5">
      <Select
        value={id === '' ? undefined : id}
        onValueChange={onChange}
        placeholder={
          squads === null ? 'Looking for squads' : known.length === 0 ? 'There is no squad yet' : 'Choose a squad'
        }
        options={missing ? [...options, { value: id, label: 'A squad that is not here' }] : options}
      />
      {id !== '' && !missing && (
        <Link
          href={`/workflows/${id}`}
          className="self-start text-small text-ink-2 underline underline-offset-2 hover:text-ink"
        >
          Open this squad
        </Link>
      )}
      {squads === 'failed' && (
        <p className="text-small text-ink-2">The list of squads did not come. Open this node again to retry.</p>
      )}
    </div>
  );
}

/** On or off. */
export function SwitchField({ field, value, onChange }: FieldProps) {
  return <Switch aria-label={field.label} checked={value === true} onCheckedChange={onChange} />;
}

/** A number, or nothing. */
export function NumberField({ field, value, onChange, onLeave }: FieldProps) {
  const [text, setText] = useState(typeof value === 'number' ? String(value) : '');
  const control = useFieldControl();
  const bad = text.trim() !== '' && !Number.isFinite(Number(text));
  useEffect(
    () =>
      setText((now) => (Number(now) === value && now !== '' ? now : typeof value === 'number' ? String(value) : '')),
    [value],
  );
  return (
    <>
      <Input
        {...control}
        {...(bad ? { 'aria-invalid': true } : {})}
        inputMode="decimal"
        value={text}
        placeholder={field.placeholder}
        onChange={(event) => {
          setText(event.target.value);
          const number = Number(event.target.value);
          if (event.target.value.trim() === '') onChange(undefined);
          else if (Number.isFinite(number)) onChange(number);
        }}
        onBlur={onLeave}
      />
      {bad && (
        <span role="status" className="text-small text-failed">
          Enter a number. This is not saved.
        </span>
      )}
    </>
  );
}
