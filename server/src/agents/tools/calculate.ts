import { type Json, UserError } from '@muster/schema';
import { z } from 'zod';
import { defineTool } from './define-tool';

const isNumeric = (value: Json): boolean =>
  (typeof value === 'number' && Number.isFinite(value)) ||
  typeof value === 'boolean' ||
  (Array.isArray(value) && value.every(isNumeric));

/** Arithmetic, so that a model need not guess numbers. */
export const calculate = defineTool({
  name: 'calculate',
  description:
    'Works out arithmetic exactly: + - * / % ( ), comparisons, and $sum([1,2]) $max $min $average $round(x, places) $power(x, y) $sqrt(x) $abs $floor $ceil.',
  args: z.strictObject({ expression: z.string().min(1).max(1_000).describe('For example: (129.90 - 20) * 3') }),
  run: async ({ expression }, { evaluate }) => {
    const result = await evaluate(expression);
    if (!isNumeric(result)) throw new UserError('EXPRESSION_FAILED', 'The expression does not give a number.');
    return { result };
  },
});
