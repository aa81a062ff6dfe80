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
  /** `literalKeys`: keys of the outermost object that are taken as they are (JSON Schemas have a `$ref` of their own). */
  resolve(value: Json, scope: Scope, options?: { literalKeys?: ReadonlySet<string> }): Promise<Json>;
  /** One JSONata expression over `{ input, trigger, nodes, item, index, run }`, in a worker that can be killed. */
  evaluate(expression: string, scope: Scope): Promise<Json>;
  /** True or false by comparison, or by truthiness of the resolved value. */
  holds(condition: Condition, scope: Scope): Promise<boolean>;
  /** Ends the workers. */
  close(): Promise<void>;
}

/** Values with a pool of workers of their own; the workers start when the first expression comes. */
export function createValues(options: ExpressionPoolOptions = {}): Values {
  const pool: ExpressionPool = createExpressionPool(options);
  const evaluate = (expression: string, scope: Scope) => pool.evaluate(expression, scope);
  const resolve: Values['resolve'] = (value, scope, { literalKeys } = {}) =>
    resolveValue(value, { scope, evaluate, literalKeys });
  return {
    resolve,
    evaluate,
    async holds(condition, scope) {
      if (!isComparison(condition)) return isTruthy(await resolve(condition, scope));
      const { left, right = null, operator }: ComparisonLike = condition;
      return compare(await resolve(left, scope), operator, await resolve(right, scope));
    },
    close: () => pool.close(),
  };
}
