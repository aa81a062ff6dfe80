import { setImmediate as nextTurn } from 'node:timers/promises';
import { UserError } from '@muster/schema';
import { limits } from '../../shared/limits';
import { refuseNumber } from './numbers';

const quote = 34;
const backslash = 92;

/**
 * Parses untrusted JSON, having looked at the text first. `JSON.parse` takes any depth, and what later walks the value
 * overflows the stack; of two equal keys it silently keeps the last; it rounds numbers; and an object with a million keys
 * takes it seconds.
 * @throws UserError `INVALID_INPUT` (not JSON, too deep, a key twice, too many keys, a number that would be changed)
 */
export function parseJsonText(text: string): unknown {
  const problem = findJsonProblem(text);
  if (problem) throw new UserError('INVALID_INPUT', problem);
  return parseChecked(text);
}

function parseChecked(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    // Only an escape brings U+0000 or half of a character into JSON that was decoded from UTF-8.
    if (!text.includes('\\u')) {
      for (const each of [value, variablesOf(value)]) if (isObject(each)) withoutEscapes.add(each);
    }
    return value;
  } catch {
    throw new UserError('INVALID_INPUT', 'The request body is not JSON.');
  }
}

/** Parsed values whose text had no escape `\u`: what they hold need not be looked at for what only those can bring. */
export const withoutEscapes = new WeakSet<object>();

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
const variablesOf = (value: unknown): unknown => (value as { variables?: unknown } | null)?.variables;

/**
 * `parseJsonText` that lets others have the thread while it looks at a long text.
 * @throws UserError as `parseJsonText`
 */
export async function parseJsonTextInTurns(text: string): Promise<unknown> {
  const scan = newScan();
  while (scanOn(text, scan, scan.at + turnLength)) await nextTurn();
  if (scan.problem) throw new UserError('INVALID_INPUT', scan.problem);
  return parseChecked(text);
}

/** Why this JSON text must not be parsed, or null; it may still not be JSON. */
export function findJsonProblem(text: string): string | null {
  const scan = newScan();
  scanOn(text, scan, text.length);
  return scan.problem;
}

/** Characters that are looked at without a pause: about two milliseconds. */
const turnLength = 256 * 1024;

interface Scan {
  at: number;
  depth: number;
  /** The keys of the object being read at each level; one set a level, used again and again. */
  keysAt: Set<string>[];
  problem: string | null;
}

const newScan = (): Scan => ({ at: 0, depth: 0, keysAt: [], problem: null });

/** Reads on to `until`, or to the end of the text that begins before it. Returns whether there is more to read. */
function scanOn(text: string, scan: Scan, until: number): boolean {
  const { keysAt } = scan;
  const end = Math.min(until, text.length);
  let { at, depth } = scan;
  const stop = (problem: string): boolean => {
    scan.problem = problem;
    return false;
  };
  for (; at < end; at++) {
    const char = text.charCodeAt(at);
    if (char === quote) {
      const last = endOfString(text, at);
      if (isKey(text, last)) {
        const problem = addKey(keysAt[depth], text, at, last);
        if (problem) return stop(problem);
      }
      at = last;
    } else if (char === 123 || char === 91) {
      depth += 1;
      if (depth > limits.nesting) return stop(`The request body is nested deeper than ${limits.nesting} levels.`);
      if (char === 123) startObject(keysAt, depth);
    } else if (char === 125 || char === 93) depth -= 1;
    else if (char === 45 || (char >= 48 && char <= 57)) {
      const after = endOfNumber(text, at);
      const problem = after - at < shortestProblem ? null : refuseNumber(text.slice(at, after));
      if (problem) return stop(problem);
      at = after - 1;
    }
  }
  Object.assign(scan, { at, depth });
  return at < text.length;
}

/** `1e309` is the shortest number that cannot be kept. */
const shortestProblem = 5;

function startObject(keysAt: Set<string>[], depth: number): void {
  const keys = keysAt[depth];
  // To clear a set that has held many keys costs as much as it once held, for every object after it.
  if (keys && keys.size < 64) keys.clear();
  else keysAt[depth] = new Set();
}

function addKey(keys: Set<string> | undefined, text: string, start: number, end: number): string | null {
  if (!keys) return null;
  const raw = text.slice(start + 1, end);
  const key = raw.includes('\\') ? decode(text.slice(start, end + 1)) : raw;
  const before = keys.size;
  keys.add(key);
  if (keys.size === before)
    return `The request body has the key ${JSON.stringify(key.slice(0, 80))} twice in one object.`;
  if (keys.size > limits.keys) return `The request body has an object with more than ${limits.keys} keys.`;
  return null;
}

function endOfNumber(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length) {
    const char = text.charCodeAt(at);
    // Digits, `.`, `+`, `-`, `E` and `e`.
    if (!((char >= 48 && char <= 57) || char === 46 || char === 43 || char === 45 || char === 69 || char === 101))
      break;
    at += 1;
  }
  return at;
}

function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end !== -1) {
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === backslash) slashes += 1;
    if (slashes % 2 === 0) return end;
    end = text.indexOf('"', end + 1);
  }
  return text.length;
}

function isKey(text: string, endOfQuoted: number): boolean {
  let at = endOfQuoted + 1;
  while (at < text.length && text.charCodeAt(at) <= 32) at += 1;
  return text.charCodeAt(at) === 58;
}

/** `"\u0061"` and `"a"` are the same key. */
function decode(quoted: string): string {
  try {
    return JSON.parse(quoted) as string;
  } catch {
    return quoted;
  }
}
