import { isJsonObject, type Json, type JsonObject } from '@muster/schema';

export const fieldKinds = ['text', 'number', 'integer', 'yes-no', 'choice', 'list', 'object', 'any'] as const;
/** What a field holds, in words people use; each is a shape of JSON Schema. */
export type FieldKind = (typeof fieldKinds)[number];

/** One property of an object's JSON Schema, as a row of the form. */
export interface SchemaRow {
  name: string;
  kind: FieldKind;
  required: boolean;
  description: string;
  /** For `choice`. */
  choices: string[];
  /** Everything else the schema of this property says; kept as it is. */
  rest: JsonObject;
}

const types: Record<Exclude<FieldKind, 'choice' | 'any'>, string> = {
  text: 'string',
  number: 'number',
  integer: 'integer',
  'yes-no': 'boolean',
  list: 'array',
  object: 'object',
};

/** The rows of a schema; null when it is not an object's schema, so that only raw JSON can show it. */
export function rowsOfSchema(schema: Json | undefined): SchemaRow[] | null {
  if (schema === undefined) return [];
  if (!isJsonObject(schema)) return null;
  if (Object.keys(schema).length === 0) return [];
  if (schema.type !== 'object' || (schema.properties !== undefined && !isJsonObject(schema.properties))) return null;
  const required = Array.isArray(schema.required) ? schema.required : [];
  return Object.entries(schema.properties ?? {}).map(([name, property]) => ({
    ...rowOf(property),
    name,
    required: required.includes(name),
  }));
}

function rowOf(property: Json): Omit<SchemaRow, 'name' | 'required'> {
  if (!isJsonObject(property)) return { kind: 'any', description: '', choices: [], rest: {} };
  const { type, enum: choices, description, ...rest } = property;
  const words = typeof description === 'string' ? description : '';
  if (
    Array.isArray(choices) &&
    choices.every((one) => typeof one === 'string') &&
    (type === 'string' || type === undefined)
  ) {
    return { kind: 'choice', description: words, choices: choices as string[], rest };
  }
  const kind = (Object.keys(types) as (keyof typeof types)[]).find((one) => types[one] === type);
  if (kind)
    return { kind, description: words, choices: [], rest: choices === undefined ? rest : { ...rest, enum: choices } };
  const kept = type === undefined ? rest : { ...rest, type };
  return {
    kind: 'any',
    description: words,
    choices: [],
    rest: choices === undefined ? kept : { ...kept, enum: choices },
  };
}

/** The schema these rows describe. What else `schema` says stays. Rows without a name are left out. */
export function schemaOfRows(schema: Json | undefined, rows: readonly SchemaRow[]): JsonObject {
  const kept = isJsonObject(schema) ? schema : {};
  const named = rows.filter((row) => row.name !== '');
  const { required: _, ...others } = kept;
  const required = named.filter((row) => row.required).map((row) => row.name);
  return {
    ...others,
    type: 'object',
    properties: Object.fromEntries(named.map((row) => [row.name, propertyOf(row)])),
    ...(required.length > 0 ? { required } : {}),
  };
}

function propertyOf({ kind, description, choices, rest }: SchemaRow): JsonObject {
  const words = description === '' ? {} : { description };
  if (kind === 'any') return { ...rest, ...words };
  if (kind === 'choice') return { ...rest, type: 'string', enum: choices, ...words };
  return { ...rest, type: types[kind], ...words };
}

/** A new row under a name that is not taken. */
export function freshRow(rows: readonly SchemaRow[]): SchemaRow {
  let name = 'field';
  for (let number = 2; rows.some((row) => row.name === name); number++) name = `field${number}`;
  return { name, kind: 'text', required: false, description: '', choices: [], rest: {} };
}
