import type { Json, JsonObject } from '@muster/schema';
import type { FieldValues, InputField } from './input-fields';

/** An input made from what was typed, and what is wrong with it, by field. */
export interface ReadInput {
  input: JsonObject;
  problems: Record<string, string>;
}

const limit = (schema: JsonObject, key: string): number | undefined => {
  const value = schema[key];
  return typeof value === 'number' ? value : undefined;
};

function checkNumber(field: InputField, text: string): string | number {
  const value = Number(text.trim().replace(',', '.'));
  if (!Number.isFinite(value)) return 'Write a number.';
  if (field.schema.type === 'integer' && !Number.isInteger(value)) return 'Write a whole number.';
  const least = limit(field.schema, 'minimum');
  if (least !== undefined && value < least) return `At least ${least}.`;
  const most = limit(field.schema, 'maximum');
  if (most !== undefined && value > most) return `At most ${most}.`;
  return value;
}

function checkText(field: InputField, text: string): string | null {
  const least = limit(field.schema, 'minLength');
  if (least !== undefined && text.length < least) return `At least ${least} characters; these are ${text.length}.`;
  const most = limit(field.schema, 'maxLength');
  if (most !== undefined && text.length > most) return `At most ${most} characters; these are ${text.length}.`;
  return null;
}

/** Reads JSON somebody typed; the sentence says where it stops making sense. */
export function readJson(text: string): { value: Json } | { problem: string } {
  try {
    return { value: JSON.parse(text) as Json };
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    const at = /position (\d+)/.exec(message)?.[1];
    const token = /Unexpected token '?(.)/u.exec(message)?.[1];
    if (at === undefined && token !== undefined)
      return { problem: `This is not JSON: “${token}” cannot stand where it is.` };
    if (at === undefined) return { problem: 'This is not JSON. Is a quote or a bracket missing at the end?' };
    const before = text.slice(0, Number(at)).split('\n');
    return { problem: `This is not JSON: look at line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}.` };
  }
}

type FieldResult = { value: Json } | { problem: string } | null;

function readField(field: InputField, typed: string | boolean): FieldResult {
  if (typeof typed === 'boolean') return { value: typed };
  if (typed.trim() === '') return field.required ? { problem: 'This is needed.' } : null;
  switch (field.control) {
    case 'number': {
      const number = checkNumber(field, typed);
      return typeof number === 'string' ? { problem: number } : { value: number };
    }
    case 'select': {
      const option = field.options.find((one) => one.value === typed);
      return option ? { value: option.json } : { problem: 'Choose one of the list.' };
    }
    case 'lines':
      return {
        value: typed
          .split('\n')
          .map((line) => line.trim())
          .filter(Boolean),
      };
    case 'json':
      return readJson(typed);
    default: {
      const problem = checkText(field, typed);
      return problem === null ? { value: typed } : { problem };
    }
  }
}

/**
 * The input the form stands for. Fields left empty are left out. The server checks the whole schema; here is what can
 * be said at once.
 */
export function readValues(fields: readonly InputField[], values: FieldValues): ReadInput {
  const input: JsonObject = {};
  const problems: Record<string, string> = {};
  for (const field of fields) {
    const result = readField(field, values[field.key] ?? '');
    if (result === null) continue;
    if ('problem' in result) problems[field.key] = result.problem;
    else input[field.key] = result.value;
  }
  return { input, problems };
}

/** Spreads the server's complaints over the fields; the rest belongs to the whole form. */
export function placeProblems(
  errors: readonly { message: string; path?: readonly string[] | null | undefined }[],
  fields: readonly InputField[],
): { problems: Record<string, string>; form: string | undefined } {
  const problems: Record<string, string> = {};
  const rest: string[] = [];
  for (const { message, path } of errors) {
    const key = path?.[0] === 'input' ? path[1] : undefined;
    if (key !== undefined && fields.some((field) => field.key === key)) problems[key] ??= message;
    else rest.push(path && path.length > 1 ? `${path.slice(1).join(' › ')}: ${message}` : message);
  }
  return { problems, form: rest.length > 0 ? rest.join(' ') : undefined };
}
