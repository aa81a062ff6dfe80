import jsonata from 'jsonata';
import { RE2JS } from 're2js';

/**
 * What JSONata needs of a RegExp, on an engine that takes linear time whatever the pattern. Patterns RE2 does not know
 * (look-around, back references) are refused.
 */
class LinearRegExp {
  constructor(source) {
    let flags = 0;
    if (source.flags.includes('i')) flags |= RE2JS.CASE_INSENSITIVE;
    if (source.flags.includes('m')) flags |= RE2JS.MULTILINE;
    this.pattern = RE2JS.compile(RE2JS.translateRegExp(source.source), flags);
    this.lastIndex = 0;
  }

  exec(text) {
    const matcher = this.pattern.matcher(text);
    if (this.lastIndex > text.length || !matcher.find(this.lastIndex)) {
      this.lastIndex = 0;
      return null;
    }
    const match = [matcher.group(0)];
    for (let group = 1; group <= matcher.groupCount(); group++) match.push(matcher.group(group) ?? undefined);
    match.index = matcher.start();
    this.lastIndex = matcher.end();
    return match;
  }
}

const prototypes = [Object.prototype, Array.prototype, Function.prototype, String.prototype, Number.prototype];
const shape = () => prototypes.map((prototype) => Reflect.ownKeys(prototype).length).join();
const cleanShape = shape();

/** JSONata's functions are objects with their environment inside; as JSON they are nothing, like any function. */
const withoutFunctions = (_key, value) => {
  const isLambda = value?._jsonata_lambda === true && typeof value.environment?.bind === 'function';
  const isBuiltIn = value?._jsonata_function === true && typeof value.implementation === 'function';
  return isLambda || isBuiltIn ? undefined : value;
};

const failure = (code, message) => ({ ok: false, code, message, dirty: shape() !== cleanShape });

/** JSONata's own names of its limits: time, depth, length of a sequence. */
const limitCodes = new Set(['D1011', 'D1012', 'D2014', 'D2015']);

/**
 * Evaluates one expression. Everything crosses as JSON text, so nothing but JSON can come back: functions and undefined
 * become null (left out of objects), NaN and infinities null.
 */
export async function evaluate({ expression, scope, limits }) {
  let text;
  try {
    const compiled = jsonata(expression, {
      RegexEngine: LinearRegExp,
      timeout: limits.timeoutMs,
      stack: limits.stack,
      sequence: limits.sequence,
    });
    const value = await compiled.evaluate(JSON.parse(scope));
    text = JSON.stringify(value, withoutFunctions) ?? 'null';
  } catch (error) {
    const code =
      limitCodes.has(error?.code) || error instanceof RangeError ? 'EXPRESSION_TIMEOUT' : 'EXPRESSION_FAILED';
    return failure(code, String(error?.message ?? error).slice(0, 500));
  }
  if (text.length > limits.outputChars) {
    return failure(
      'OUTPUT_TOO_LARGE',
      `The expression returned ${text.length} characters of JSON; the limit is ${limits.outputChars}.`,
    );
  }
  return { ok: true, text, dirty: shape() !== cleanShape };
}
