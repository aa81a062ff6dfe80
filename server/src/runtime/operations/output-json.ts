import { type Json, UserError } from '@muster/schema';

const MAX_DEPTH = 200;

function convert(value: unknown, depth: number): Json {
  if (depth > MAX_DEPTH)
    throw new UserError('OUTPUT_TOO_LARGE', `The output is nested deeper than ${MAX_DEPTH} levels.`);
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return Number.isFinite(value) ? value : null;
    case 'bigint':
      return value.toString();
    case 'object':
      break;
    default:
      return null;
  }
  if (value === null) return null;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (Array.isArray(value)) return value.map((item) => convert(item, depth + 1));
  const entries = Object.entries(value).filter(([, item]) => item !== undefined && typeof item !== 'function');
  return Object.fromEntries(entries.map(([key, item]) => [key, convert(item, depth + 1)]));
}

/**
 * Makes JSON of what a node returned: dates as ISO text, big integers as text, NaN, infinities, symbols, functions and
 * undefined as null (left out of objects). Too deep, or cyclic, which is the same: `UserError` OUTPUT_TOO_LARGE.
 */
export const toOutputJson = (value: unknown): Json => convert(value, 0);
