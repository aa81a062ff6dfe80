import type { Json } from './json';
import { isReservedName } from './reserved';

export interface JsonLimits {
  /** Bytes of the value as JSON text without white space, UTF-8. */
  bytes: number;
  /** Levels of arrays and objects; a plain value has none. */
  depth: number;
}

export interface JsonProblem {
  kind: 'too-large' | 'too-deep' | 'not-json' | 'bad-text' | 'reserved-key';
  /** Whole sentence, for the user. */
  message: string;
  path: (string | number)[];
}

export type JsonCheck = { ok: true; value: Json; bytes: number } | { ok: false; problems: JsonProblem[] };

/** More of the same kind help nobody. */
const MOST_PROBLEMS = 20;

/** Where a value stands: its own key and the place above it, so that a path is only built for a problem. */
interface Place {
  key: string | number;
  above: Place | null;
}
interface Visit {
  value: unknown;
  depth: number;
  place: Place | null;
}

function pathOf(place: Place | null): (string | number)[] {
  const path: (string | number)[] = [];
  for (let at = place; at; at = at.above) path.push(at.key);
  return path.reverse();
}

/** Size of the text in JSON, quotes included, and what Postgres would refuse in it. */
function measureText(text: string): { bytes: number; flaw: string | null } {
  let bytes = 2;
  let flaw: string | null = null;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 0) flaw = 'holds the character NUL (U+0000)';
    if (code < 0x20) bytes += code === 8 || code === 9 || code === 10 || code === 12 || code === 13 ? 2 : 6;
    else if (code === 0x22 || code === 0x5c) bytes += 2;
    else if (code < 0x80) bytes += 1;
    else if (code < 0x800) bytes += 2;
    else if (code < 0xd800 || code > 0xdfff) bytes += 3;
    else {
      const next = code < 0xdc00 ? text.charCodeAt(index + 1) : Number.NaN;
      if (next >= 0xdc00 && next <= 0xdfff) {
        bytes += 4;
        index += 1;
      } else {
        bytes += 6;
        flaw = 'holds half of a surrogate pair, which is no character';
      }
    }
  }
  return { bytes, flaw };
}

const isPlainObject = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
};

const show = (bytes: number) => `${(bytes / 1_000_000).toFixed(bytes % 100_000 === 0 ? 1 : 2)} MB`;

/** The sentence for a value over the limit, with size (when it is known) and limit. */
export const tooLargeMessage = (bytes: number | null, limit: number): string =>
  bytes === null
    ? `It is larger than the limit of ${show(limit)}.`
    : `It is ${show(bytes)}; the limit is ${show(limit)}.`;

/**
 * Checks that a value is JSON which can be kept, without recursion, so that no depth can overflow the stack: within the
 * limits of size and depth; only null, booleans, finite numbers, text, arrays and plain objects; no NUL and no lone
 * surrogate (Postgres refuses both); no key `__proto__`. A value that contains itself is too deep. Properties that are
 * `undefined` count as absent, as in `JSON.stringify`.
 */
export function checkJsonValue(input: unknown, limits: JsonLimits): JsonCheck {
  const problems: JsonProblem[] = [];
  const stack: Visit[] = [{ value: input, depth: 0, place: null }];
  let bytes = 0;

  const report = (kind: JsonProblem['kind'], message: string, place: Place | null) => {
    problems.push({ kind, message, path: pathOf(place) });
  };
  const text = (value: string, place: Place | null, what: string) => {
    const measured = measureText(value);
    bytes += measured.bytes;
    if (measured.flaw) report('bad-text', `${what} ${measured.flaw}.`, place);
  };

  for (let visit = stack.pop(); visit && problems.length < MOST_PROBLEMS; visit = stack.pop()) {
    const { value, depth, place } = visit;
    if (bytes > limits.bytes) {
      report('too-large', tooLargeMessage(null, limits.bytes), null);
      break;
    }
    if (typeof value === 'string') text(value, place, 'The text');
    else if (value === null) bytes += 4;
    else if (typeof value === 'boolean') bytes += value ? 4 : 5;
    else if (typeof value === 'number') {
      if (Number.isFinite(value)) bytes += String(value).length;
      else report('not-json', `The number is ${value}, which JSON cannot carry.`, place);
    } else if (typeof value !== 'object' || !(Array.isArray(value) || isPlainObject(value))) {
      const what =
        typeof value === 'object' ? `an object of class ${value.constructor?.name ?? 'unknown'}` : typeof value;
      report('not-json', `The value is not JSON (${what}).`, place);
    } else if (depth >= limits.depth) {
      report('too-deep', `It is nested deeper than ${limits.depth} levels.`, place);
      break;
    } else if (Array.isArray(value)) {
      bytes += 2 + Math.max(0, value.length - 1);
      // Every element costs a byte at least, so a long array is refused before it is walked.
      if (bytes + value.length > limits.bytes) bytes += value.length;
      else
        for (let index = value.length - 1; index >= 0; index -= 1) {
          stack.push({ value: value[index], depth: depth + 1, place: { key: index, above: place } });
        }
    } else {
      const keys = Object.keys(value).filter((key) => (value as Record<string, unknown>)[key] !== undefined);
      bytes += 2 + Math.max(0, keys.length - 1) + keys.length;
      for (const key of keys.reverse()) {
        const at = { key, above: place };
        text(key, at, 'The key');
        if (isReservedName(key, 'key')) report('reserved-key', `The key "${key}" is reserved.`, at);
        else stack.push({ value: (value as Record<string, unknown>)[key], depth: depth + 1, place: at });
      }
    }
  }
  if (problems.length === 0 && bytes > limits.bytes) report('too-large', tooLargeMessage(bytes, limits.bytes), null);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: input as Json, bytes };
}
