import { isJsonObject, type Json, type JsonObject } from '@muster/schema';

/** One field of a run form, read from a property of the trigger's input schema. */
export interface InputField {
  key: string;
  label: string;
  help: string | undefined;
  required: boolean;
  control: 'line' | 'text' | 'number' | 'switch' | 'select' | 'lines' | 'json';
  options: readonly { value: string; label: string; json: Json }[];
  schema: JsonObject;
}

/** What is typed into the form, by field; text for all but switches. */
export type FieldValues = Record<string, string | boolean>;

const str = (value: Json | undefined): string | undefined => (typeof value === 'string' ? value : undefined);
const longNames = /(report|description|body|text|message|notes|content|details|mail|task|log|question)s?$/i;

const typeOf = (schema: JsonObject): string | undefined => {
  const { type } = schema;
  // ["string", "null"] is a text that may be left out.
  if (Array.isArray(type)) return str(type.find((one) => one !== 'null'));
  return str(type);
};

function controlOf(key: string, schema: JsonObject): InputField['control'] {
  if (Array.isArray(schema.enum) && schema.enum.every((value) => typeof value !== 'object')) return 'select';
  switch (typeOf(schema)) {
    case 'string': {
      const long = typeof schema.maxLength === 'number' ? schema.maxLength > 500 : longNames.test(key);
      return long || schema.format === 'textarea' ? 'text' : 'line';
    }
    case 'number':
    case 'integer':
      return 'number';
    case 'boolean':
      return 'switch';
    case 'array':
      return isJsonObject(schema.items) && typeOf(schema.items) === 'string' && !schema.items.enum ? 'lines' : 'json';
    default:
      return 'json';
  }
}

const readable = (key: string): string => {
  const words = key.replace(/([a-z0-9])([A-Z])/g, '$1 $2').replace(/[_-]+/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1).toLowerCase();
};

/**
 * The fields of a run form. Null when the schema is not an object with named properties: then the whole input is
 * written as JSON.
 */
export function readInputFields(schema: Json | undefined): InputField[] | null {
  if (!isJsonObject(schema) || !isJsonObject(schema.properties)) return null;
  if (typeOf(schema) !== undefined && typeOf(schema) !== 'object') return null;
  const required = new Set(Array.isArray(schema.required) ? schema.required : []);
  const entries = Object.entries(schema.properties);
  if (entries.length === 0) return null;
  return entries.map(([key, property]) => {
    const own = isJsonObject(property) ? property : {};
    return {
      key,
      label: str(own.title) ?? readable(key),
      help: str(own.description),
      required: required.has(key),
      control: controlOf(key, own),
      options: Array.isArray(own.enum)
        ? own.enum.map((json) => ({ value: String(json), label: String(json), json }))
        : [],
      schema: own,
    };
  });
}

function toText(field: InputField, value: Json | undefined): string | boolean {
  if (field.control === 'switch') return value === true;
  if (value === undefined || value === null) return '';
  if (field.control === 'lines' && Array.isArray(value)) return value.join('\n');
  if (field.control === 'json') return JSON.stringify(value, null, 2);
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** What stands in the form at first: a given input, else the schema's defaults and examples. */
export function initialValues(fields: readonly InputField[], input: Json | undefined): FieldValues {
  const given = isJsonObject(input) ? input : {};
  return Object.fromEntries(
    fields.map((field) => [
      field.key,
      toText(field, Object.hasOwn(given, field.key) ? given[field.key] : field.schema.default),
    ]),
  );
}
