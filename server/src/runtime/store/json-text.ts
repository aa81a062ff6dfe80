import { type Json, UserError } from '@muster/schema';

/** What one node, or a run as a whole, may return: 4 MB of JSON. */
export const MAX_OUTPUT_BYTES = 4 * 1024 * 1024;

/** NUL and lone surrogates: legal in JavaScript and JSON, refused by Postgres. */
const unstorable = /\\u(0000|d[89a-f][0-9a-f]{2})/i;

// biome-ignore lint/suspicious/noControlCharactersInRegex: NUL is what this is about.
const cleanText = (text: string): string => text.replace(/\u0000|\p{Surrogate}/gu, '\uFFFD');

function clean(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value);
  if (Array.isArray(value)) return value.map(clean);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [cleanText(key), clean(item)]));
}

/** JSON text that Postgres takes: NUL characters and lone surrogates become U+FFFD. Undefined becomes null. */
export function toJsonText(value: unknown): string {
  const text = JSON.stringify(value) ?? 'null';
  return unstorable.test(text) ? JSON.stringify(clean(JSON.parse(text))) : text;
}

/** The value as it will be read back: the same, or with characters replaced that Postgres refuses. */
export const toStorable = <T>(value: T): T =>
  unstorable.test(JSON.stringify(value) ?? '') ? (JSON.parse(toJsonText(value)) as T) : value;

/** An output as it will be stored. Throws `UserError` OUTPUT_TOO_LARGE over 4 MB. */
export function storableOutput(output: Json): Json {
  const text = JSON.stringify(output);
  // Most outputs are far too small to be worth counting in UTF-8.
  const bytes = text.length * 3 <= MAX_OUTPUT_BYTES ? 0 : Buffer.byteLength(text);
  if (bytes > MAX_OUTPUT_BYTES) {
    throw new UserError('OUTPUT_TOO_LARGE', `The output is ${bytes} bytes of JSON; the limit is ${MAX_OUTPUT_BYTES}.`);
  }
  return unstorable.test(text) ? (JSON.parse(toJsonText(output)) as Json) : output;
}

/** The input as the row shows it: null when it is too large to be shown. */
export function storableInput(input: Json | undefined): Json {
  if (input === undefined) return null;
  return JSON.stringify(input).length > MAX_OUTPUT_BYTES ? null : input;
}
