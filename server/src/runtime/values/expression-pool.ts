import { availableParallelism } from 'node:os';
import { type ErrorCode, type Json, MAX_PAYLOAD_BYTES, UserError } from '@muster/schema';
import { Piscina } from 'piscina';
import type { Scope } from './scope';

export interface ExpressionPoolOptions {
  /** Workers at most; as many as processors, at most 4, when absent. */
  threads?: number;
  /** What one evaluation may take, by JSONata's own watch; 1,000 ms. */
  timeoutMs?: number;
  /** When its worker is killed, with the time it takes to start one; 5,000 ms. */
  killMs?: number;
  /** Nesting of function calls; 500. */
  stack?: number;
  /** Longest list an expression may make; 100,000. */
  sequence?: number;
  /** Characters of JSON an expression may return; 4,000,000, since no output has more bytes. */
  outputChars?: number;
}

export interface ExpressionPool {
  evaluate(expression: string, scope: Scope): Promise<Json>;
  close(): Promise<void>;
}

type Answer = { dirty: boolean } & (
  | { ok: true; text: string }
  | { ok: false; code: Extract<ErrorCode, `EXPRESSION_${string}` | 'OUTPUT_TOO_LARGE'>; message: string }
);

/** Lets `size` callers through at a time, in order of arrival. */
function createGate(size: number) {
  const waiting: (() => void)[] = [];
  let free = size;
  return {
    async enter() {
      if (free > 0) free -= 1;
      else await new Promise<void>((resolve) => waiting.push(resolve));
    },
    leave() {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    },
  };
}

/**
 * A pool of workers for JSONata. An evaluation that outlives JSONata's own limits has its worker killed; one that left
 * a prototype changed is refused and its worker is killed too, so that nothing leaks into the next.
 */
export function createExpressionPool(options: ExpressionPoolOptions): ExpressionPool {
  const threads = options.threads ?? Math.min(4, availableParallelism());
  const killMs = options.killMs ?? 5000;
  const limits = {
    timeoutMs: options.timeoutMs ?? 1000,
    stack: options.stack ?? 500,
    sequence: options.sequence ?? 100_000,
    outputChars: options.outputChars ?? MAX_PAYLOAD_BYTES,
  };
  let pool: Piscina | null = null;
  // No queue inside the pool: the clock of an evaluation starts when a worker has it.
  const gate = createGate(threads);

  const open = () => {
    pool ??= new Piscina({
      filename: new URL('./expression-worker.mjs', import.meta.url).href,
      name: 'evaluate',
      minThreads: 0,
      maxThreads: threads,
      idleTimeout: 30_000,
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: 96, maxYoungGenerationSizeMb: 16 },
    });
    return pool;
  };

  async function ask(expression: string, scope: Scope): Promise<Answer> {
    const { input, trigger, nodes, run, item = null, index = null } = scope;
    const task = { expression, scope: JSON.stringify({ input, trigger, nodes, item, index, run }), limits };
    await gate.enter();
    try {
      return (await open().run(task, { signal: AbortSignal.timeout(killMs) })) as Answer;
    } catch (cause) {
      // The worker is gone: killed by our signal, or by its memory limit.
      throw new UserError('EXPRESSION_TIMEOUT', 'The expression ran longer than it may, or used too much memory.', {
        cause,
      });
    } finally {
      gate.leave();
    }
  }

  return {
    async evaluate(expression, scope) {
      const answer = await ask(expression, scope);
      if (answer.dirty) {
        await pool?.destroy();
        pool = null;
        throw new UserError('EXPRESSION_FAILED', 'The expression tried to change what other expressions see.');
      }
      if (!answer.ok) throw new UserError(answer.code, answer.message);
      return JSON.parse(answer.text) as Json;
    },
    async close() {
      await pool?.destroy();
      pool = null;
    },
  };
}
