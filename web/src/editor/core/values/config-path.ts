import { isJsonObject, type Json, type JsonObject } from '@muster/schema';

/** The parts of a form field's key, such as `budget.tokens`. */
export const pathOf = (key: string): string[] => key.split('.');

/** The value at a path of a config, or undefined. */
export function valueAt(config: Json | undefined, path: readonly string[]): Json | undefined {
  let value = config;
  for (const part of path) {
    if (Array.isArray(value)) value = value[Number(part)];
    else if (isJsonObject(value) && Object.hasOwn(value, part)) value = value[part];
    else return undefined;
  }
  return value;
}

/** The config with `value` at `path`; `undefined` removes the key and the objects it leaves empty. */
export function withValueAt(config: JsonObject, path: readonly string[], value: Json | undefined): JsonObject {
  const [head, ...rest] = path;
  if (head === undefined) return config;
  const entries = new Map(Object.entries(config));
  const next = rest.length === 0 ? value : nested(entries.get(head), rest, value);
  if (next === undefined) entries.delete(head);
  else entries.set(head, next);
  return Object.fromEntries(entries);
}

function nested(current: Json | undefined, path: readonly string[], value: Json | undefined): Json | undefined {
  const index = Number(path[0]);
  if (Array.isArray(current) && Number.isInteger(index) && index >= 0 && index < current.length) {
    const rest = path.slice(1);
    const item = rest.length === 0 ? value : nested(current[index], rest, value);
    return item === undefined ? current.filter((_, at) => at !== index) : current.with(index, item);
  }
  const inner = withValueAt(isJsonObject(current) ? current : {}, path, value);
  return value === undefined && Object.keys(inner).length === 0 ? undefined : inner;
}

/** Equal as JSON: the order of keys does not count. */
export function sameJson(left: unknown, right: unknown): boolean {
  if (Object.is(left, right)) return true;
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((item, index) => sameJson(item, right[index]));
  }
  if (isPlain(left) && isPlain(right)) {
    const keys = Object.keys(left);
    return (
      keys.length === Object.keys(right).length &&
      keys.every((key) => Object.hasOwn(right, key) && sameJson(left[key], right[key]))
    );
  }
  return false;
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
