import {
  type ErrorCode,
  type Json,
  json,
  MAX_EXPRESSIONS_PER_NODE,
  MAX_PAYLOAD_BYTES,
  OperationalError,
  UserError,
} from '@muster/schema';
import { z } from 'zod';
import { createSandboxPool, type SandboxOutcome } from '../../sandbox';
import type { Scope } from './scope';

export interface ExpressionPoolOptions {
  /** Child processes at most; chosen by the number of processors when absent. */
  processes?: number;
  /** V8's heap in a child; 128. */
  memoryMb?: number;
  /** What one expression may take, by JSONata's own watch; 1,000 ms. */
  timeoutMs?: number;
  /** What the expressions of one node may take together; 5,000 ms. */
  nodeMs?: number;
  /** What a child may take beyond that, to read its task and to write the answer; 1,000 ms. */
  graceMs?: number;
  /** Nesting of function calls; 500. */
  stack?: number;
  /** Longest list an expression may make; 100,000. */
  sequence?: number;
  /** Characters of JSON the expressions of a node may return together; 4,000,000, since no output has more bytes. */
  outputChars?: number;
  /** Characters of JSON of a scope; 16,000,000. */
  scopeChars?: number;
}

/** Expressions of one node over one scope. */
export interface Evaluation {
  workspaceId: string;
  scope: Scope;
  expressions: readonly string[];
  /** Once it aborts, the evaluation is not begun any more. */
  signal?: AbortSignal | undefined;
}

/** Values of the expressions in order, up to the first that failed, and why that one did. */
export interface Evaluated {
  values: Json[];
  failure: UserError | null;
}

export interface ExpressionPool {
  /** Rejects with OperationalError when no child can be had, or with the signal's reason. */
  evaluate(evaluation: Evaluation): Promise<Evaluated>;
  /** Process ids of the children, for tests. */
  pids(): number[];
  close(): Promise<void>;
}

/** Levels of JSON an expression may return: as many as an output may have. */
const maxLevels = 200;

const expressionErrors = [
  'EXPRESSION_FAILED',
  'EXPRESSION_TIMEOUT',
  'EXPRESSION_OUT_OF_MEMORY',
  'OUTPUT_TOO_LARGE',
] as const satisfies ErrorCode[];

/** What a child answers. */
const answer = z.object({
  values: z.array(json),
  failure: z.object({ code: z.enum(expressionErrors), message: z.string() }).nullable(),
});

const failed = (code: ErrorCode, message: string, cause?: string): Evaluated => ({
  values: [],
  failure: new UserError(code, message, { cause }),
});

function readOutcome(outcome: SandboxOutcome): Evaluated {
  switch (outcome.kind) {
    case 'answered': {
      const { values, failure } = answer.parse(JSON.parse(outcome.text));
      return { values, failure: failure && new UserError(failure.code, failure.message) };
    }
    case 'timeout':
      return failed('EXPRESSION_TIMEOUT', 'The expression ran longer than it may.');
    case 'out of memory':
      return failed('EXPRESSION_OUT_OF_MEMORY', 'The expression used more memory than it may.');
    case 'crashed':
      return failed(
        'EXPRESSION_FAILED',
        'The evaluation of the expression ended before it had a result.',
        outcome.detail,
      );
  }
}

/**
 * JSONata in child processes that may die. The expressions of a node go to a child in one message, with their scope, which
 * is made when a child is free. Workspaces take turns.
 */
export function createExpressionPool(options: ExpressionPoolOptions = {}): ExpressionPool {
  const { processes, memoryMb, timeoutMs = 1000, nodeMs = 5000, scopeChars = 16_000_000 } = options;
  const { stack = 500, sequence = 100_000, outputChars = MAX_PAYLOAD_BYTES, graceMs = 1000 } = options;
  const limits = JSON.stringify({ timeoutMs, nodeMs, stack, sequence, outputChars, levels: maxLevels });
  const sandbox = createSandboxPool({
    entry: new URL('./evaluate.mjs', import.meta.url),
    nodeArguments: ['--disallow-code-generation-from-strings'],
    ...(processes === undefined ? {} : { processes }),
    ...(memoryMb === undefined ? {} : { memoryMb }),
  });

  function requestOf({ expressions, scope }: Evaluation): string {
    const { input, trigger, nodes, run, item = null, index = null } = scope;
    const scopeText = JSON.stringify({ input, trigger, nodes, item, index, run });
    if (scopeText.length > scopeChars) {
      const [chars, limit] = [scopeText.length, scopeChars].map((count) => count.toLocaleString('en'));
      const message = `The expressions of the node see ${chars} characters of JSON; the limit is ${limit}.`;
      throw new UserError('EXPRESSION_LIMIT', message);
    }
    return `{"expressions":${JSON.stringify(expressions)},"limits":${limits},"scope":${scopeText}}`;
  }

  return {
    async evaluate(evaluation) {
      const { workspaceId, expressions, signal } = evaluation;
      if (expressions.length === 0) return { values: [], failure: null };
      if (expressions.length > MAX_EXPRESSIONS_PER_NODE) {
        const [count, limit] = [expressions.length, MAX_EXPRESSIONS_PER_NODE].map((one) => one.toLocaleString('en'));
        return failed('EXPRESSION_LIMIT', `The node has ${count} expressions; the limit is ${limit}.`);
      }
      const allowedMs = Math.min(expressions.length * timeoutMs, nodeMs) + graceMs;
      try {
        const task = () => requestOf(evaluation);
        return readOutcome(await sandbox.run({ workspaceId, task, timeoutMs: allowedMs, signal }));
      } catch (error) {
        if (error instanceof UserError) return { values: [], failure: error };
        signal?.throwIfAborted();
        throw new OperationalError('INTERNAL', 'Expressions cannot be evaluated now.', { cause: error });
      }
    },
    pids: () => sandbox.pids(),
    close: () => sandbox.close(),
  };
}
