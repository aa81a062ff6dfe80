import { type ComparisonOperator, type Condition, isJsonObject, type Json } from '@muster/schema';
import { toText } from './text';

export type ComparisonLike = { left: Json; operator: ComparisonOperator; right?: Json | undefined };

/** A comparison drawn in the form, as against a value that is judged true or false. */
export const isComparison = (condition: Condition): condition is ComparisonLike =>
  isJsonObject(condition) && Object.hasOwn(condition, 'left') && Object.hasOwn(condition, 'operator');

const isEmpty = (value: Json): boolean =>
  value === null ||
  value === '' ||
  (Array.isArray(value) && value.length === 0) ||
  (isJsonObject(value) && Object.keys(value).length === 0);

/** `false`, `0`, `null`, empty text, empty lists and empty objects are false; everything else is true. */
export const isTruthy = (value: Json): boolean => value !== false && value !== 0 && !isEmpty(value);

/** A number, or a text that is written like one; else null. */
function asNumber(value: Json): number | null {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || value.trim() === '') return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}

/** Equal as JSON: order of keys does not count; a number equals a text that is written like it. */
export function jsonEquals(left: Json, right: Json): boolean {
  if (left === right) return true;
  if (Array.isArray(left)) {
    return (
      Array.isArray(right) &&
      left.length === right.length &&
      left.every((item, index) => jsonEquals(item, right[index] as Json))
    );
  }
  if (isJsonObject(left)) {
    if (!isJsonObject(right)) return false;
    const keys = Object.keys(left);
    return (
      keys.length === Object.keys(right).length &&
      keys.every((key) => Object.hasOwn(right, key) && jsonEquals(left[key] as Json, right[key] as Json))
    );
  }
  if (typeof left === 'number' || typeof right === 'number') {
    const number = asNumber(left);
    return number !== null && number === asNumber(right);
  }
  return false;
}

/** Below 0, 0 or above 0; null when the two cannot be put in order. */
function order(left: Json, right: Json): number | null {
  const [a, b] = [asNumber(left), asNumber(right)];
  if (a !== null && b !== null) return a - b;
  if (typeof left !== 'string' || typeof right !== 'string') return null;
  return left < right ? -1 : left > right ? 1 : 0;
}

function contains(left: Json, right: Json): boolean {
  if (Array.isArray(left)) return left.some((item) => jsonEquals(item, right));
  if (isJsonObject(left)) return typeof right === 'string' && Object.hasOwn(left, right);
  return left !== null && toText(left).includes(toText(right));
}

const ordered = (accept: (order: number) => boolean) => (left: Json, right: Json) => {
  const result = order(left, right);
  return result !== null && accept(result);
};

const comparisons: Record<ComparisonOperator, (left: Json, right: Json) => boolean> = {
  equals: jsonEquals,
  'not-equals': (left, right) => !jsonEquals(left, right),
  greater: ordered((result) => result > 0),
  'at-least': ordered((result) => result >= 0),
  less: ordered((result) => result < 0),
  'at-most': ordered((result) => result <= 0),
  contains,
  'not-contains': (left, right) => !contains(left, right),
  'starts-with': (left, right) => left !== null && toText(left).startsWith(toText(right)),
  'ends-with': (left, right) => left !== null && toText(left).endsWith(toText(right)),
  'is-empty': isEmpty,
  'is-not-empty': (left) => !isEmpty(left),
  'is-true': (left) => left === true || left === 'true',
  'is-false': (left) => left === false || left === 'false',
};

/** What a comparison drawn in the form says of two resolved values. Values that have no order are neither more nor less. */
export const compare = (left: Json, operator: ComparisonOperator, right: Json): boolean =>
  comparisons[operator](left, right);
