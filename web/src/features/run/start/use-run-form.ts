'use client';
import type { Json } from '@muster/schema';
import { useMemo, useState } from 'react';
import { type FieldValues, initialValues, readInputFields } from './input-fields';
import { placeProblems, readJson, readValues } from './read-values';

/** The state of a run form over one input schema: fields, or JSON as text. */
export function useRunForm(schema: Json | undefined, first: Json | undefined) {
  const fields = useMemo(() => readInputFields(schema), [schema]);
  const [values, setValues] = useState<FieldValues>(() => initialValues(fields ?? [], first));
  const [text, setText] = useState(() => JSON.stringify(first ?? {}, null, 2));
  const [asJson, setAsJson] = useState(fields === null);
  const [problems, setProblems] = useState<Record<string, string>>({});
  const [formProblem, setFormProblem] = useState<string>();

  const fill = (input: Json) => {
    setValues(initialValues(fields ?? [], input));
    setText(JSON.stringify(input, null, 2));
    setProblems({});
    setFormProblem(undefined);
  };
  return {
    fields: fields ?? [],
    values,
    text,
    asJson,
    hasFields: fields !== null,
    problems,
    formProblem,
    fill,
    setText,
    setFormProblem,
    setValue: (key: string, value: string | boolean) => {
      setValues((before) => ({ ...before, [key]: value }));
      setProblems(({ [key]: _, ...others }) => others);
    },
    /** What was typed goes along to the other side. */
    switchTo: (json: boolean) => {
      if (json) setText(JSON.stringify(readValues(fields ?? [], values).input, null, 2));
      else {
        const read = readJson(text);
        if ('problem' in read) return setFormProblem(read.problem);
        setValues(initialValues(fields ?? [], read.value));
      }
      setFormProblem(undefined);
      setAsJson(json);
    },
    /** The input, or null after showing what is wrong with it. */
    read: (): { input: Json } | null => {
      setFormProblem(undefined);
      if (asJson) {
        const read = readJson(text);
        if ('value' in read) return { input: read.value };
        setFormProblem(read.problem);
        return null;
      }
      const read = readValues(fields ?? [], values);
      setProblems(read.problems);
      return Object.keys(read.problems).length === 0 ? { input: read.input } : null;
    },
    showErrors: (errors: readonly { message: string; path?: readonly string[] | null | undefined }[]) => {
      const placed = placeProblems(errors, asJson ? [] : (fields ?? []));
      setProblems(placed.problems);
      setFormProblem(placed.form);
    },
  };
}
export type RunForm = ReturnType<typeof useRunForm>;
