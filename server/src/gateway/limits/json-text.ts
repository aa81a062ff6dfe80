import { UserError } from '@muster/schema';
import { limits } from './limits';
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
  try {
    return JSON.parse(text);
  } catch {
    throw new UserError('INVALID_INPUT', 'The request body is not JSON.');
  }
}

/** Why this JSON text must not be parsed, or null; it may still not be JSON. Reads it once. */
export function findJsonProblem(text: string): string | null {
  /** The keys of the object being read at each level; one set a level, used again and again. */
  const keysAt: Set<string>[] = [];
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (char === quote) {
      const end = endOfString(text, at);
      if (isKey(text, end)) {
        const problem = addKey(keysAt[depth], text, at, end);
        if (problem) return problem;
      }
      at = end;
    } else if (char === 123 || char === 91) {
      depth += 1;
      if (depth > limits.nesting) return `The request body is nested deeper than ${limits.nesting} levels.`;
      if (char === 123) startObject(keysAt, depth);
    } else if (char === 125 || char === 93) depth -= 1;
    else if (char === 45 || (char >= 48 && char <= 57)) {
      const end = endOfNumber(text, at);
      const problem = end - at < shortestProblem ? null : refuseNumber(text.slice(at, end));
      if (problem) return problem;
      at = end - 1;
    }
  }
  return null;
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
