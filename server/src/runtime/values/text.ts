import type { Json } from '@muster/schema';

/** A value inside a text: texts as they are, nothing as empty, everything else as JSON. */
export function toText(value: Json): string {
  if (typeof value === 'string') return value;
  return value === null ? '' : JSON.stringify(value);
}
