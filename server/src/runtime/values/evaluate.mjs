// Evaluates the expressions of one node, in a child process of the sandbox. A request is the JSON of
// `{ expressions, limits, scope }`; the answer of `{ values, failure }`: the values of the expressions in order, up to the
// first that failed. Everything crosses as JSON text, so nothing but JSON can come back: functions and undefined become
// null (left out of objects), NaN and infinities null.
import jsonata from 'jsonata';
import { LinearRegExp } from './linear-reg-exp.mjs';

const prototypes = [Object.prototype, Array.prototype, Function.prototype, String.prototype, Number.prototype];
const shape = () => prototypes.map((prototype) => Reflect.ownKeys(prototype).length).join();
const cleanShape = shape();

/** JSONata's functions are objects with their environment inside; as JSON they are nothing, like any function. */
const withoutFunctions = (_key, value) => {
  const isLambda = value?._jsonata_lambda === true && typeof value.environment?.bind === 'function';
  const isBuiltIn = value?._jsonata_function === true && typeof value.implementation === 'function';
  return isLambda || isBuiltIn ? undefined : value;
};

/** So that expressions can share a value, and none can change what another sees. */
function freeze(root) {
  const open = [root];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    Object.freeze(value);
    for (const part of Object.values(value)) if (typeof part === 'object' && part !== null) open.push(part);
  }
  return root;
}

/** Whether JSON text is nested deeper than `levels`. */
function isTooDeep(text, levels) {
  if (text.length <= 2 * levels) return false;
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === '"') {
      for (at++; text[at] !== '"'; at++) if (text[at] === '\\') at++;
    } else if (char === '[' || char === '{') {
      depth++;
      if (depth > levels) return true;
    } else if (char === ']' || char === '}') depth--;
  }
  return false;
}

/** JSONata's own names of its limits: depth, time, length of a sequence. */
const limitCodes = new Set(['D1011', 'D1012', 'D2014', 'D2015']);
/** What V8 says when a text or a list would be longer than it can be. */
const tooLong = /^Invalid (string|array|typed array|array buffer) length|allocation failed|failed to allocate/i;

function failureOf(error) {
  const message = String(error?.message ?? error).slice(0, 500);
  if (tooLong.test(message)) return { code: 'EXPRESSION_OUT_OF_MEMORY', message };
  const overLimit = limitCodes.has(error?.code) || error instanceof RangeError;
  return { code: overLimit ? 'EXPRESSION_TIMEOUT' : 'EXPRESSION_FAILED', message };
}

async function textOf(source, scope, limits, leftMs) {
  const compiled = jsonata(source, {
    RegexEngine: LinearRegExp,
    timeout: Math.max(1, Math.min(limits.timeoutMs, Math.ceil(leftMs))),
    stack: limits.stack,
    sequence: limits.sequence,
  });
  return JSON.stringify(await compiled.evaluate(scope), withoutFunctions) ?? 'null';
}

export async function handle(request) {
  const { expressions, limits, scope } = JSON.parse(request);
  const shared = expressions.length > 1;
  if (shared) freeze(scope);
  const begun = performance.now();
  const values = [];
  let failure = null;
  let chars = 0;
  for (const source of expressions) {
    const leftMs = limits.nodeMs - (performance.now() - begun);
    if (leftMs <= 0) {
      const message = `The expressions of the node ran longer than ${limits.nodeMs} ms together.`;
      failure = { code: 'EXPRESSION_TIMEOUT', message };
      break;
    }
    try {
      const value = await textOf(source, scope, limits, leftMs).catch((error) => {
        // JSONata is in strict mode: changing a frozen value throws. Then the expression gets a copy of its own.
        if (!shared || !(error instanceof TypeError)) throw error;
        return textOf(source, JSON.parse(request).scope, limits, leftMs);
      });
      chars += value.length;
      values.push(value);
    } catch (error) {
      failure = failureOf(error);
      break;
    }
    if (chars > limits.outputChars) {
      const message = `The expressions of the node returned ${chars} characters of JSON; the limit is ${limits.outputChars}.`;
      failure = { code: 'OUTPUT_TOO_LARGE', message };
      values.pop();
      break;
    }
    if (isTooDeep(values.at(-1), limits.levels)) {
      failure = {
        code: 'OUTPUT_TOO_LARGE',
        message: `The expression returned more than ${limits.levels} levels of JSON.`,
      };
      values.pop();
      break;
    }
    if (shape() !== cleanShape) break;
  }
  const dirty = shape() !== cleanShape;
  if (dirty) {
    failure = { code: 'EXPRESSION_FAILED', message: 'The expression tried to change what other expressions see.' };
    values.length = 0;
  }
  return { text: `{"values":[${values.join()}],"failure":${JSON.stringify(failure)}}`, retire: dirty };
}
