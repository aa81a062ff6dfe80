// The task of a sandbox child: checks values against JSON Schemas (2020-12) that users wrote. A schema becomes code in
// here, and only here; its patterns run on an engine without backtracking; its references leave it for nowhere.
import { Ajv2020 } from 'ajv/dist/2020.js';
import { LRUCache } from 'lru-cache';
import { RE2JS } from 're2js';

const maxSchemaBytes = 64_000;
const maxProblems = 20;
/** Larger values are told their first problem only, since all of them could be very many. */
const maxBytesForAll = 64_000;

const linearRegExp = Object.assign(
  (pattern) => {
    const compiled = RE2JS.compile(RE2JS.translateRegExp(pattern));
    return { test: (text) => compiled.test(text), toString: () => `re2js:${pattern}` };
  },
  { code: 're2js' },
);
const options = { strict: false, validateFormats: false, logger: false, code: { regExp: linearRegExp } };

/** Knows what a JSON Schema is. */
const standard = new Ajv2020(options);

function compile(schema, allErrors) {
  if (!standard.validateSchema(schema)) throw new Error(standard.errorsText(standard.errors, { dataVar: 'schema' }));
  // A new instance for every schema: an `$id` of one workspace must mean nothing to another.
  return new Ajv2020({ ...options, allErrors, validateSchema: false }).compile(schema);
}

const reasonOf = (error) =>
  error instanceof RangeError ? 'it refers to itself without end' : String(error?.message ?? error).slice(0, 300);

/** @type {LRUCache<string, { unusable: string } | { quick: Function, thorough: () => Function }>} */
const checkers = new LRUCache({ max: 100 });

/** What checks values against this schema (as JSON text), or why nothing can. */
function checkerOf(text) {
  const known = checkers.get(text);
  if (known) return known;
  const made = makeChecker(text);
  checkers.set(text, made);
  return made;
}

function makeChecker(text) {
  if (Buffer.byteLength(text) > maxSchemaBytes) return { unusable: 'it is larger than 64 kB' };
  // Which draft it names does not matter, nor by which name it goes: what is not in 2020-12 is not checked.
  const { $schema: _draft, $id: _id, ...schema } = JSON.parse(text);
  try {
    let all = null;
    const thorough = () => {
      all ??= compile(schema, true);
      return all;
    };
    return { quick: compile(schema, false), thorough };
  } catch (error) {
    return { unusable: reasonOf(error) };
  }
}

function problemsOf(validate, value) {
  try {
    if (validate(value)) return [];
    return (validate.errors ?? []).slice(0, maxProblems).map(({ instancePath, keyword, params, message }) => ({
      at: instancePath,
      message: message ?? 'does not follow the schema',
      missing: keyword === 'required' ? params.missingProperty : undefined,
      extra: params.additionalProperty ?? params.unevaluatedProperty,
      allowed: Array.isArray(params.allowedValues) ? JSON.stringify(params.allowedValues).slice(0, 200) : undefined,
    }));
  } catch (error) {
    return { unusable: reasonOf(error) };
  }
}

/** `{ schema, value? }`, the schema as JSON text → `{ unusable }` or `{ problems }`. */
export function handle(text) {
  const { schema, value } = JSON.parse(text);
  const checker = checkerOf(schema);
  if (checker.unusable !== undefined) return JSON.stringify({ unusable: checker.unusable });
  if (value === undefined) return JSON.stringify({ problems: [] });
  let problems = problemsOf(checker.quick, value);
  if (problems.length > 0 && text.length <= maxBytesForAll) {
    const all = problemsOf(checker.thorough(), value);
    if (all.length > problems.length) problems = all;
  }
  return JSON.stringify(Array.isArray(problems) ? { problems } : { unchecked: problems.unusable });
}
