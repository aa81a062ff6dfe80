import { isJsonObject, type Json } from '@muster/schema';

const isPlain = (value: Json): boolean => typeof value !== 'object' || value === null;

/** JSON as the formatter leaves it: two spaces, and lists of plain values on one line. */
export function showJson(value: Json, indent = ''): string {
  const inner = `${indent}  `;
  const block = (open: string, entries: string[], close: string) =>
    entries.length === 0
      ? `${open}${close}`
      : `${open}\n${entries.map((entry) => `${inner}${entry}`).join(',\n')}\n${indent}${close}`;
  if (Array.isArray(value)) {
    if (value.every(isPlain)) return `[${value.map((element) => JSON.stringify(element)).join(', ')}]`;
    return block(
      '[',
      value.map((element) => showJson(element, inner)),
      ']',
    );
  }
  if (!isJsonObject(value)) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, child]) => `${JSON.stringify(key)}: ${showJson(child, inner)}`);
  return block('{', entries, '}');
}
