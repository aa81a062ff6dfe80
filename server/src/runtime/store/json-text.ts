import { type Json, MAX_PAYLOAD_BYTES, UserError } from '@muster/schema';

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

/** Most payloads are far too small to be worth counting in UTF-8. */
const isTooLarge = (text: string): boolean =>
  text.length * 3 > MAX_PAYLOAD_BYTES && Buffer.byteLength(text) > MAX_PAYLOAD_BYTES;

/** An output as it will be stored. Throws `UserError` OUTPUT_TOO_LARGE over 4 MB. */
export function storableOutput(output: Json): Json {
  const text = JSON.stringify(output);
  if (isTooLarge(text)) {
    const [bytes, limit] = [Buffer.byteLength(text), MAX_PAYLOAD_BYTES].map((count) => count.toLocaleString('en'));
    throw new UserError('OUTPUT_TOO_LARGE', `The output is ${bytes} bytes of JSON; the limit is ${limit}.`);
  }
  return unstorable.test(text) ? (JSON.parse(toJsonText(output)) as Json) : output;
}

/** The input as the row shows it: null when it is too large to be shown. */
export function storableInput(input: Json | undefined): Json {
  if (input === undefined) return null;
  return isTooLarge(JSON.stringify(input)) ? null : input;
}
