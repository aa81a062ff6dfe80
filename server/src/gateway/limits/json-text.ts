import { UserError } from '@muster/schema';
import { limits } from './limits';

const quote = 34;
const backslash = 92;

/**
 * Parses untrusted JSON, having looked at the text first: `JSON.parse` takes any depth, and what later walks the value
 * overflows the stack; and of two equal keys at the top it silently keeps the last.
 * @throws UserError `INVALID_INPUT` (not JSON, too deep, a key twice in the outermost object)
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

/** Why this JSON text must not be parsed, or null; it may still not be JSON. */
export function findJsonProblem(text: string): string | null {
  const topKeys = new Set<string>();
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (char === quote) {
      const end = endOfString(text, at);
      if (depth === 1 && isKey(text, end)) {
        const key = decode(text.slice(at, end + 1));
        if (topKeys.has(key)) return `The request body has the key ${JSON.stringify(key.slice(0, 80))} twice.`;
        topKeys.add(key);
      }
      at = end;
    } else if (char === 123 || char === 91) {
      depth += 1;
      if (depth > limits.nesting) return `The request body is nested deeper than ${limits.nesting} levels.`;
    } else if (char === 125 || char === 93) depth -= 1;
  }
  return null;
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
  return text[at] === ':';
}

/** `"\u0061"` and `"a"` are the same key. */
function decode(quoted: string): string {
  try {
    return JSON.parse(quoted) as string;
  } catch {
    return quoted;
  }
}
