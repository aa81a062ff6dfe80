import { createHash } from 'node:crypto';
import { type Json, type JsonObject, UserError } from '@muster/schema';
import type { ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020';
import { linearRegExp } from '../../compiler/validate/linear-reg-exp';

const cache = new Map<string, ValidateFunction>();
const CACHED = 200;

function validatorOf(schema: JsonObject): ValidateFunction {
  const text = JSON.stringify(schema);
  const key = createHash('sha256').update(text).digest('base64');
  const known = cache.get(key);
  if (known) return known;
  const { $id: _id, $schema: _schema, ...plain } = schema;
  let made: ValidateFunction;
  try {
    made = new Ajv2020({ strict: false, validateFormats: false, code: { regExp: linearRegExp } }).compile(plain);
  } catch {
    throw new UserError(
      'INVALID_INPUT',
      'The output schema cannot be checked: it is not valid JSON Schema, or a pattern in it needs look-around or back-references.',
    );
  }
  if (cache.size >= CACHED) cache.delete(cache.keys().next().value ?? key);
  cache.set(key, made);
  return made;
}

/** Throws UserError INVALID_INPUT for a schema that cannot be checked, before a model is paid to follow it. */
export function assertSchema(schema: JsonObject | undefined): void {
  if (schema) validatorOf(schema);
}

/** Places in an answer where its JSON may stand: all of it, a code block, from the first bracket to the last. */
function candidates(text: string): string[] {
  const block = /```(?:json)?\s*\n([\s\S]*?)```/.exec(text)?.[1];
  const first = text.search(/[{[]/);
  const last = Math.max(text.lastIndexOf('}'), text.lastIndexOf(']'));
  return [text, block ?? '', first >= 0 && last > first ? text.slice(first, last + 1) : ''].filter(
    (part) => part.trim() !== '',
  );
}

function parseJson(text: string): { value: Json } | null {
  for (const part of candidates(text)) {
    try {
      return { value: JSON.parse(part) as Json };
    } catch {
      // The next candidate may do.
    }
  }
  return null;
}

/** The JSON of a model's answer, checked against the schema; or what is wrong, in words for the model. */
export function readAnswer(
  text: string,
  schema: JsonObject | undefined,
): { ok: true; data: Json } | { ok: false; problem: string } {
  if (text.trim() === '') return { ok: false, problem: 'Your answer was empty.' };
  if (!schema) return { ok: true, data: null };
  const validate = validatorOf(schema);
  const parsed = parseJson(text);
  if (!parsed) return { ok: false, problem: 'Your answer is not JSON.' };
  if (validate(parsed.value)) return { ok: true, data: parsed.value };
  const problems = (validate.errors ?? [])
    .slice(0, 5)
    .map((one) => `- ${one.instancePath || '/'} ${one.message ?? ''}`);
  return { ok: false, problem: `Your answer does not follow the schema:\n${problems.join('\n')}` };
}

/** What the model is told after an answer that was of no use. */
export const repairRequest = (problem: string, schema: JsonObject | undefined): string =>
  schema
    ? `${problem}\nAnswer again: the whole answer, as JSON only, following the schema.`
    : `${problem}\nAnswer again, in words.`;
