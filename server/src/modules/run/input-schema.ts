import { createContext, Script } from 'node:vm';
import { type JsonObject, showPath } from '@muster/schema';
import type { ErrorObject, Options, ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { linearRegExp } from '../../compiler/validate/linear-reg-exp';

/** A place where a value breaks its schema. */
export interface SchemaProblem {
  path: string[];
  message: string;
}
/** Checks values against one JSON Schema; `unusable` says why the schema itself is none. */
export type SchemaChecker = { check(value: unknown): SchemaProblem[] } | { unusable: string };

const MAX_SCHEMA_BYTES = 64_000;
const MAX_PROBLEMS = 20;
/** Larger values are told their first problem only, since all of them could be very many. */
const MAX_BYTES_FOR_ALL = 64_000;
/** Of this thread's own time. */
const TIME_LIMIT_MS = 250;
const MAX_TRIES = 4;

/**
 * A JSON Schema drawn by a user is untrusted: its patterns run on an engine without backtracking, references leave the
 * schema for nowhere, and neither compiling nor checking may take longer than a moment.
 */
export function makeSchemaChecker(schema: JsonObject): SchemaChecker {
  if (Buffer.byteLength(JSON.stringify(schema)) > MAX_SCHEMA_BYTES) return { unusable: 'it is larger than 64 kB' };
  // Which draft it names does not matter: what is not in 2020-12 is not checked.
  const { $schema: _draft, ...own } = schema;
  try {
    const quick = compile(own, false);
    let thorough: ValidateFunction | null = null;
    return {
      check(value) {
        const problems = run(() => quick, value);
        if (problems.length === 0 || Buffer.byteLength(JSON.stringify(value)) > MAX_BYTES_FOR_ALL) return problems;
        const all = run(() => (thorough ??= compile(own, true)), value);
        return all.length > problems.length ? all : problems;
      },
    };
  } catch (error) {
    return { unusable: reasonOf(error) };
  }
}

function compile(schema: JsonObject, allErrors: boolean): ValidateFunction {
  const valid = withinLimit(() => standard.validateSchema(schema));
  if (!valid) throw new Error(standard.errorsText(standard.errors, { dataVar: 'schema' }));
  // A new instance for every schema: an `$id` of one workspace must mean nothing to another.
  const ajv = new Ajv2020({ ...options, allErrors, validateSchema: false });
  return withinLimit(() => ajv.compile(schema));
}

function run(validator: () => ValidateFunction, value: unknown): SchemaProblem[] {
  try {
    const validate = validator();
    if (withinLimit(() => validate(value))) return [];
    return (validate.errors ?? []).slice(0, MAX_PROBLEMS).map(toProblem);
  } catch (error) {
    return [{ path: [], message: `The input could not be checked: ${reasonOf(error)}.` }];
  }
}

function toProblem({ instancePath, keyword, params, message }: ErrorObject): SchemaProblem {
  const path = instancePath
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  const extra: unknown = params.missingProperty ?? params.additionalProperty ?? params.unevaluatedProperty;
  if (keyword === 'required' && typeof extra === 'string') {
    return { path: [...path, extra], message: `${nameOf([...path, extra])} is missing.` };
  }
  if (typeof extra === 'string')
    return { path: [...path, extra], message: `${nameOf([...path, extra])} is not allowed.` };
  const allowed = Array.isArray(params.allowedValues) ? `: ${JSON.stringify(params.allowedValues).slice(0, 200)}` : '';
  return { path, message: `${nameOf(path)} ${message ?? 'does not follow the schema'}${allowed}.` };
}

const nameOf = (path: string[]): string => (path.length === 0 ? 'The input' : showPath(path));

const reasonOf = (error: unknown): string => {
  if (error instanceof RangeError) return 'it refers to itself without end';
  if (isTimeout(error)) return 'that takes too long';
  return error instanceof Error ? error.message.slice(0, 300) : 'unknown reason';
};

const guard = createContext({ work: (): unknown => null });
const guardScript = new Script('work()');

/**
 * Runs synchronous work under V8's watchdog, which ends it wherever it is. The watchdog goes by the clock on the wall; on
 * a busy machine that runs on while this thread waits its turn, so work that was held up gets another try.
 */
function withinLimit<Result>(work: () => Result): Result {
  guard.work = work;
  try {
    const start = process.threadCpuUsage();
    for (let tries = 1; ; tries++) {
      try {
        return guardScript.runInContext(guard, { timeout: TIME_LIMIT_MS }) as Result;
      } catch (error) {
        const { user, system } = process.threadCpuUsage(start);
        const usedUp = (user + system) / 1000 > TIME_LIMIT_MS * 0.9;
        if (!isTimeout(error) || usedUp || tries === MAX_TRIES) throw error;
      }
    }
  } finally {
    guard.work = null;
  }
}

const isTimeout = (error: unknown): boolean =>
  (error as { code?: unknown } | null)?.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';

const options: Options = { strict: false, validateFormats: false, logger: false, code: { regExp: linearRegExp } };

/** Knows what a JSON Schema is. Made ready here, once: on a cold start that takes longer than any schema may. */
const standard = new Ajv2020(options);
standard.validateSchema({});
