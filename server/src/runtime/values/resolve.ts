import {
  isExpression,
  isJsonObject,
  isReference,
  isTemplate,
  type Json,
  reference,
  template,
  UserError,
} from '@muster/schema';
import type { Scope } from './scope';
import { toText } from './text';

export interface Resolving {
  scope: Scope;
  evaluate(expression: string, scope: Scope): Promise<Json>;
  /** Once it aborts, no further expression is begun. */
  signal?: AbortSignal | undefined;
}

/** The value one step along a path, own properties and list positions only; null where there is none. */
function stepInto(value: Json, key: string | number): Json {
  if (Array.isArray(value)) {
    const index = typeof key === 'number' ? key : /^\d+$/.test(key) ? Number(key) : -1;
    return value[index] ?? null;
  }
  if (!isJsonObject(value) || !Object.hasOwn(value, key)) return null;
  return value[key] ?? null;
}

function rootOf(node: string, scope: Scope): Json {
  switch (node) {
    case '$input':
      return scope.input;
    case '$trigger':
      return scope.trigger;
    case '$item':
      return scope.item ?? null;
    case '$index':
      return scope.index ?? null;
    case '$run':
      return scope.run;
    default:
      return stepInto(scope.nodes, node);
  }
}

function refer(value: Json, scope: Scope): Json {
  const parsed = reference.safeParse(value);
  if (!parsed.success) throw new UserError('EXPRESSION_FAILED', 'A reference is not of the form it must have.');
  const { node, path } = parsed.data.$ref;
  return path.reduce<Json>(stepInto, rootOf(node, scope));
}

function fillTemplate(value: Json, scope: Scope): string {
  const parsed = template.safeParse(value);
  if (!parsed.success) throw new UserError('EXPRESSION_FAILED', 'A text template is not of the form it must have.');
  return parsed.data.$template.map((part) => (typeof part === 'string' ? part : toText(refer(part, scope)))).join('');
}

/** Gives one config value its meaning; everything that is not dynamic stays as it is. */
export async function resolveValue(value: Json, resolving: Resolving): Promise<Json> {
  if (Array.isArray(value)) return Promise.all(value.map((item) => resolveValue(item, resolving)));
  if (!isJsonObject(value)) return value;
  if (isReference(value)) return refer(value, resolving.scope);
  if (isTemplate(value)) return fillTemplate(value, resolving.scope);
  if (isExpression(value)) {
    if (typeof value.$expr !== 'string') throw new UserError('EXPRESSION_FAILED', 'An expression must be text.');
    resolving.signal?.throwIfAborted();
    return resolving.evaluate(value.$expr, resolving.scope);
  }
  const entries = await Promise.all(
    Object.entries(value).map(
      async ([key, item]): Promise<[string, Json]> => [key, await resolveValue(item, resolving)],
    ),
  );
  // Not assignment: a key named __proto__ must become a property like any other.
  return Object.fromEntries(entries);
}
