import { z } from 'zod';
import { type Json, json } from '../json';
import { expression, reference, template } from './value';

export const comparisonOperators = [
  'equals',
  'not-equals',
  'greater',
  'at-least',
  'less',
  'at-most',
  'contains',
  'not-contains',
  'starts-with',
  'ends-with',
  'is-empty',
  'is-not-empty',
  'is-true',
  'is-false',
] as const;
export type ComparisonOperator = (typeof comparisonOperators)[number];

/** Each operator as it reads between the two sides: "severity *is at least* high". */
export const operatorWords: Record<ComparisonOperator, string> = {
  equals: 'is',
  'not-equals': 'is not',
  greater: 'is more than',
  'at-least': 'is at least',
  less: 'is less than',
  'at-most': 'is at most',
  contains: 'contains',
  'not-contains': 'does not contain',
  'starts-with': 'starts with',
  'ends-with': 'ends with',
  'is-empty': 'is empty',
  'is-not-empty': 'is not empty',
  'is-true': 'is true',
  'is-false': 'is false',
};

/** Operators that look at the left side only. */
export const unaryOperators: readonly ComparisonOperator[] = ['is-empty', 'is-not-empty', 'is-true', 'is-false'];

/** A comparison drawn in the form, or any config value taken for true or false. */
export type Condition = { left: Json; operator: ComparisonOperator; right?: Json | undefined } | Json;

/** `{ left, operator, right }`; both sides are config values. */
export const comparison = z.strictObject({
  left: json,
  operator: z.enum(comparisonOperators),
  right: json.optional(),
});

/**
 * A comparison, or a reference, template, expression or plain value that is judged true or false. An object that is none
 * of these is refused: it would always be true.
 */
export const condition = z.union(
  [comparison, reference, template, expression, z.boolean(), z.string(), z.number(), z.null()],
  'must be a comparison (left, operator, right), a reference, an expression or a plain value',
);
