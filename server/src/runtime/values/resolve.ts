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
import { sizeUpTo } from './size';
import { toText } from './text';

/** Most characters of JSON that references and templates of one node may bring in together. */
const maxBroughtIn = 16_000_000;
/** So few references bring in no more than that, and their values are not counted. */
const uncounted = 4;

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

/** The sources of the expressions in a config value, in the order in which `fillIn` asks for their values. */
export function expressionsIn(value: Json): string[] {
  if (Array.isArray(value)) return value.flatMap(expressionsIn);
  if (!isJsonObject(value) || isReference(value) || isTemplate(value)) return [];
  if (!isExpression(value)) return Object.values(value).flatMap(expressionsIn);
  return typeof value.$expr === 'string' ? [value.$expr] : [];
}

/**
 * Gives config values their meaning: references, templates and expressions become plain JSON, everything else stays as it
 * is. `evaluated` returns the value of the next expression, or throws why there is none.
 */
export function fillIn(values: Json, scope: Scope, evaluated: (source: string) => Json): Json {
  let left = maxBroughtIn;
  let references = 0;
  const bringIn = (value: Json): Json => {
    references += 1;
    if (references <= uncounted) return value;
    left -= sizeUpTo(value, left);
    if (left > 0) return value;
    const limit = maxBroughtIn.toLocaleString('en');
    throw new UserError('EXPRESSION_LIMIT', `The references of the node bring in over ${limit} characters of JSON.`);
  };

  function refer(value: Json): Json {
    const parsed = reference.safeParse(value);
    if (!parsed.success) throw new UserError('EXPRESSION_FAILED', 'A reference is not of the form it must have.');
    const { node, path } = parsed.data.$ref;
    return bringIn(path.reduce<Json>(stepInto, rootOf(node, scope)));
  }

  function fillTemplate(value: Json): string {
    const parsed = template.safeParse(value);
    if (!parsed.success) throw new UserError('EXPRESSION_FAILED', 'A text template is not of the form it must have.');
    return parsed.data.$template.map((part) => (typeof part === 'string' ? part : toText(refer(part)))).join('');
  }

  function fill(value: Json): Json {
    if (Array.isArray(value)) return value.map(fill);
    if (!isJsonObject(value)) return value;
    if (isReference(value)) return refer(value);
    if (isTemplate(value)) return fillTemplate(value);
    if (isExpression(value)) {
      if (typeof value.$expr !== 'string') throw new UserError('EXPRESSION_FAILED', 'An expression must be text.');
      return evaluated(value.$expr);
    }
    // Not assignment: a key named __proto__ must become a property like any other.
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fill(item)]));
  }

  return fill(values);
}
