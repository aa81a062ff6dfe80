import type { Condition, Json } from '@muster/schema';
import { type ComparisonLike, compare, isComparison, isTruthy } from './condition';
import { createExpressionPool, type ExpressionPool, type ExpressionPoolOptions } from './expression-pool';
import { resolveValue } from './resolve';
import type { Scope } from './scope';

/**
 * Gives config values their meaning: references, templates and expressions become plain JSON. Everything else stays as
 * it is. Rejects with `UserError` (`EXPRESSION_FAILED`, `EXPRESSION_TIMEOUT`, `OUTPUT_TOO_LARGE`).
 */
export interface Values {
  resolve(value: Json, scope: Scope, signal?: AbortSignal): Promise<Json>;
  /** One JSONata expression over `{ input, trigger, nodes, item, index, run }`, in a worker that can be killed. */
  evaluate(expression: string, scope: Scope): Promise<Json>;
  /** True or false by comparison, or by truthiness of the resolved value. */
  holds(condition: Condition, scope: Scope, signal?: AbortSignal): Promise<boolean>;
  /** Ends the workers. */
  close(): Promise<void>;
}

/** Values with a pool of workers of their own; the workers start when the first expression comes. */
export function createValues(options: ExpressionPoolOptions = {}): Values {
  const pool: ExpressionPool = createExpressionPool(options);
  const evaluate = (expression: string, scope: Scope) => pool.evaluate(expression, scope);
  const resolve: Values['resolve'] = (value, scope, signal) => resolveValue(value, { scope, evaluate, signal });
  return {
    resolve,
    evaluate,
    async holds(condition, scope, signal) {
      if (!isComparison(condition)) return isTruthy(await resolve(condition, scope, signal));
      const { left, right = null, operator }: ComparisonLike = condition;
      return compare(await resolve(left, scope, signal), operator, await resolve(right, scope, signal));
    },
    close: () => pool.close(),
  };
}
