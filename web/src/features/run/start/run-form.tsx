'use client';
import type { Json } from '@muster/schema';
import type { FormEvent } from 'react';
import { Button, Field, Textarea } from '../../../ui';
import { FormTrouble } from '../../auth/form-trouble';
import { InputControl } from './input-control';
import type { RunForm } from './use-run-form';

interface RunFormFieldsProps {
  id: string;
  form: RunForm;
  example: Json | undefined;
  onSubmit: () => void;
}

/** The form itself. */
export function RunFormFields({ id, form, example, onSubmit }: RunFormFieldsProps) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <form id={id} noValidate onSubmit={submit} className="flex flex-col gap-4">
      <FormTrouble message={form.formProblem} />
      {form.asJson ? (
        <Field label="Input" aside="JSON">
          <Textarea
            mono
            autoFocus
            rows={12}
            spellCheck={false}
            value={form.text}
            onChange={(event) => form.setText(event.target.value)}
          />
        </Field>
      ) : (
        form.fields.map((field, index) => (
          <InputControl
            key={field.key}
            field={field}
            autoFocus={index === 0}
            value={form.values[field.key] ?? ''}
            problem={form.problems[field.key]}
            onChange={(value) => form.setValue(field.key, value)}
          />
        ))
      )}
      <div className="flex flex-wrap gap-2 empty:hidden">
        {form.hasFields && (
          <Button size="small" look="quiet" className="-ml-2.5" onClick={() => form.switchTo(!form.asJson)}>
            {form.asJson ? 'Fill in a form' : 'Write JSON'}
          </Button>
        )}
        {example !== undefined && (
          <Button size="small" look="quiet" onClick={() => form.fill(example)}>
            Fill in the example
          </Button>
        )}
      </div>
    </form>
  );
}
