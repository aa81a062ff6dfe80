import { type Condition, type Json, MAX_EXPRESSIONS_PER_NODE } from '@muster/schema';
import { type ComparisonLike, compare, isComparison, isTruthy } from './condition';
import { createExpressionPool, type Evaluated, type ExpressionPoolOptions } from './expression-pool';
import { expressionsIn, fillIn } from './resolve';
import type { Scope } from './scope';

/** For whom values are resolved: expressions of different workspaces take turns. */
export interface Asker {
  workspaceId: string;
  /** Once it aborts, no further expression is begun. */
  signal?: AbortSignal | undefined;
}

/**
 * Gives config values their meaning: references, templates and expressions become plain JSON. Everything else stays as
 * it is. Rejects with `UserError` (`EXPRESSION_FAILED`, `EXPRESSION_TIMEOUT`, `EXPRESSION_OUT_OF_MEMORY`,
 * `EXPRESSION_LIMIT`, `OUTPUT_TOO_LARGE`). The limits are those of a node, so a node resolves its config in one call.
 */
export interface Values {
  resolve(value: Json, scope: Scope, asker: Asker): Promise<Json>;
  /** True or false by comparison, or by truthiness of the resolved value. */
  holds(condition: Condition, scope: Scope, asker: Asker): Promise<boolean>;
  /** The position of the first condition that holds; -1 for none. Those after it do not matter, even if they would fail. */
  firstThatHolds(conditions: readonly Condition[], scope: Scope, asker: Asker): Promise<number>;
  /** Process ids of the children, for tests. */
  pids(): number[];
  /** Ends the children. */
  close(): Promise<void>;
}

/** The values of a list of expressions, one after another; throws the failure where they end. */
function inOrder({ values, failure }: Evaluated): () => Json {
  let next = 0;
  return () => {
    const value = values[next];
    if (value === undefined && failure) throw failure;
    next += 1;
    return value ?? null;
  };
}

/** Values with child processes of their own; these start when the first expression comes. */
export function createValues(options: ExpressionPoolOptions = {}): Values {
  const pool = createExpressionPool(options);

  async function firstThatHolds(conditions: readonly Condition[], scope: Scope, asker: Asker): Promise<number> {
    // The cases of a switch repeat one expression: it is evaluated once. More than may be evaluated are not collected.
    const sources = new Set<string>();
    for (const condition of conditions) {
      if (sources.size > MAX_EXPRESSIONS_PER_NODE) break;
      for (const source of expressionsIn(condition as Json)) sources.add(source);
    }
    const expressions = [...sources];
    const { values, failure } = await pool.evaluate({ ...asker, scope, expressions });
    const bySource = new Map(values.map((value, index) => [expressions[index], value]));
    const evaluated = (source: string): Json => {
      const value = bySource.get(source);
      if (value === undefined && failure) throw failure;
      return value ?? null;
    };
    return conditions.findIndex((condition) => {
      if (!isComparison(condition)) return isTruthy(fillIn(condition, scope, evaluated));
      const { left, right = null, operator }: ComparisonLike = condition;
      return compare(fillIn(left, scope, evaluated), operator, fillIn(right, scope, evaluated));
    });
  }

  return {
    async resolve(value, scope, asker) {
      const expressions = expressionsIn(value);
      return fillIn(value, scope, inOrder(await pool.evaluate({ ...asker, scope, expressions })));
    },
    firstThatHolds,
    async holds(condition, scope, asker) {
      return (await firstThatHolds([condition], scope, asker)) === 0;
    },
    pids: () => pool.pids(),
    close: () => pool.close(),
  };
}
