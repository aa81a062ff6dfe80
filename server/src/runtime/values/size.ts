import { isJsonObject, type Json } from '@muster/schema';

/** About the characters of a value's JSON; counting ends at `limit`, so that a large value costs no more than that. */
export function sizeUpTo(value: Json, limit: number): number {
  let size = 0;
  const open: Json[] = [value];
  for (let next = open.pop(); next !== undefined && size < limit; next = open.pop()) {
    size += 2;
    if (typeof next === 'string') size += next.length;
    else if (Array.isArray(next)) for (const item of next) open.push(item);
    else if (isJsonObject(next)) {
      for (const key of Object.keys(next)) {
        size += key.length + 4;
        open.push(next[key] ?? null);
      }
    } else size += 4;
  }
  return Math.min(size, limit);
}
