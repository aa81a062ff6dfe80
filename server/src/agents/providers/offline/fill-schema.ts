import { isJsonObject, type Json, type JsonObject } from '@muster/schema';
import { pickOption, usualWords } from './pick-option';
import type { Reading } from './reading';

const MAX_DEPTH = 12;

const clamp = (value: number, schema: JsonObject, fallbackMin: number): number => {
  const exclusive = typeof schema.exclusiveMinimum === 'number' ? schema.exclusiveMinimum + 1 : undefined;
  const min = typeof schema.minimum === 'number' ? schema.minimum : (exclusive ?? fallbackMin);
  const max = typeof schema.maximum === 'number' ? schema.maximum : Number.POSITIVE_INFINITY;
  return Math.min(Math.max(value, min), max);
};

function fit(words: string, schema: JsonObject): string {
  const min = typeof schema.minLength === 'number' ? schema.minLength : 0;
  const max = typeof schema.maxLength === 'number' ? schema.maxLength : 400;
  return words.padEnd(min, '.').slice(0, Math.max(min, max));
}

function fillText(schema: JsonObject, reading: Reading, key: string): string {
  if (schema.format === 'date-time') return '2026-01-01T00:00:00Z';
  if (schema.format === 'date') return '2026-01-01';
  if (schema.format === 'email') return 'someone@example.com';
  if (schema.format === 'uri') return 'https://example.com/';
  const long = /reason|why|cause|explan|summary|descri|text|body|reply|answer|detail|note|message/i.test(key);
  const why = reading.facts[0] ? `: ${reading.facts[0]}` : ', as far as the words go.';
  return fit(long ? `From “${reading.subject}”${why}` : reading.subject, schema);
}

function fillNumber(schema: JsonObject, reading: Reading, key: string): number {
  if (/confidence|probab|score|likel/i.test(key)) return clamp(0.8, schema, 0);
  const found = /\d+(\.\d+)?/.exec(reading.matter)?.[0];
  const value = clamp(found === undefined ? 1 : Number(found), schema, 0);
  return schema.type === 'integer' ? Math.round(value) : value;
}

/** What of the matter belongs under a heading: sentences with its word in them, else those with facts. */
function itemsFor(key: string, reading: Reading): string[] {
  const word = key
    .toLowerCase()
    .replace(/(es|s)$/, '')
    .slice(0, 4);
  const usual = usualWords(key.toLowerCase());
  const fitting = reading.sentences.filter((sentence) => {
    const lower = sentence.toLowerCase();
    return lower.startsWith(word) || usual.some((one) => lower.includes(one));
  });
  return word !== '' && fitting.length > 0 ? fitting : reading.facts;
}

function fillArray(
  schema: JsonObject,
  fill: (schema: Json, key: string) => Json,
  reading: Reading,
  key: string,
): Json[] {
  const min = typeof schema.minItems === 'number' ? schema.minItems : 0;
  const max = typeof schema.maxItems === 'number' ? schema.maxItems : 5;
  const items = itemsFor(key, reading);
  const item = isJsonObject(schema.items) ? schema.items : { type: 'string' };
  const count = Math.min(Math.max(min, items.length, 1), Math.max(max, min));
  return Array.from({ length: count }, (_, index) =>
    item.type === 'string' && !item.enum
      ? fit(items[index] ?? `${reading.subject} (${index + 1})`, item)
      : fill(item, key),
  );
}

/** A value that follows a JSON Schema, made of the prompt's own words; the same prompt gives the same value. */
export function fillSchema(root: JsonObject, reading: Reading): Json {
  const definitions = isJsonObject(root.$defs) ? root.$defs : {};

  function fill(schema: Json, key: string, depth: number): Json {
    if (!isJsonObject(schema) || depth > MAX_DEPTH) return null;
    if (typeof schema.$ref === 'string') {
      return fill(definitions[schema.$ref.replace('#/$defs/', '')] ?? null, key, depth + 1);
    }
    if ('const' in schema) return schema.const ?? null;
    if (Array.isArray(schema.enum)) return pickOption(schema.enum, reading);
    const choice = schema.anyOf ?? schema.oneOf;
    if (Array.isArray(choice)) return fill(choice[0] ?? null, key, depth + 1);
    const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
    const deeper = (inner: Json, innerKey: string) => fill(inner, innerKey, depth + 1);
    if (type === 'array') return fillArray(schema, deeper, reading, key);
    if (type === 'number' || type === 'integer') return fillNumber({ ...schema, type }, reading, key);
    if (type === 'boolean') return new RegExp(`\\b${key.replace(/\W/g, '')}`, 'i').test(reading.matter);
    if (type === 'null') return null;
    if (type === 'object' || isJsonObject(schema.properties)) {
      const properties = isJsonObject(schema.properties) ? schema.properties : {};
      const filled = Object.entries(properties).map(([name, inner]) => [name, deeper(inner, name)] as const);
      return Object.fromEntries(filled);
    }
    return fillText(schema, reading, key);
  }

  return fill(root, '', 0);
}
