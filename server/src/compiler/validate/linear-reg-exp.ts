import { RE2JS } from 're2js';

/**
 * A pattern of a user's JSON Schema, on an engine without backtracking: no text makes it slow.
 * @throws when it needs what only backtracking can do: looking around, back-references.
 */
function compilePattern(pattern: string): RegExp {
  const compiled = RE2JS.compile(RE2JS.translateRegExp(pattern));
  return { test: (text: string): boolean => compiled.test(text), toString: () => `re2js:${pattern}` } as RegExp;
}

/** The one engine for patterns in schemas, wherever they are checked; in the form of Ajv's option `code.regExp`. */
export const linearRegExp = Object.assign(compilePattern, { code: 're2js' });
