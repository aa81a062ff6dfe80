import { showPath } from '../zod-sentences';
import type { FormField } from './manifest';

const byKey = (fields: readonly FormField[] | undefined, key: string | undefined) =>
  fields?.find((field) => field.key === key);

/** Returns the label a person sees for a place in a node's config, as far as the form has one. */
export function fieldLabel(form: readonly FormField[] | undefined, path: readonly string[]): string {
  const [key, ...rest] = path;
  const field = byKey(form, key);
  if (!field) return path.length === 0 ? 'The config' : showPath(path);
  if (rest.length === 0) return field.label;
  const [index, inner, ...deeper] = rest;
  const column = byKey(field.fields, inner);
  if (column && deeper.length === 0) return `${field.label}, row ${Number(index) + 1}, ${column.label}`;
  return `${field.label} (${showPath(rest)})`;
}
